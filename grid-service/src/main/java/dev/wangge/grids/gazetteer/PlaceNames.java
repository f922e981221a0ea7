package dev.wangge.grids.gazetteer;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.name.NameForms;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Level;
import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The names of all divisions, old ones and aliases included, in Chinese, Tibetan and Latin script:
 * some 30 bytes for each division, all in flat arrays. Never changed once it is built.
 *
 * <p>Kept are the stems of the names; what a place is (村, 镇, village…) is looked for in the text.
 */
public final class PlaceNames {
    private static final int LONGEST_TEXT = 2_000;

    /** As {@link Codes12#level} counts. */
    private static final int COUNTY = 2;

    private static final int[] NONE = {};

    private final NameTable stems;
    private final int[] firstPlace;
    private final int[] places;
    private final long[] codes;
    private final byte[] levels;
    private final SaidType[] types;
    private final Days days;
    private final Heirs heirs;

    private PlaceNames(Builder built) {
        var ranks = built.sorted();
        int count = built.count;
        codes = new long[count];
        levels = new byte[count];
        types = new SaidType[count];
        for (int i = 0; i < count; i++) {
            codes[ranks[i]] = built.codes[i];
            levels[ranks[i]] = (byte) Codes12.level(built.codes[i]);
            types[ranks[i]] = built.types[i];
        }
        stems = built.stems.build();
        days = new Days(built.validity, ranks, codes);
        heirs = new Heirs(built.successors, ranks, codes);
        firstPlace = new int[stems.count() + 1];
        for (int i = 0; i < built.pairs; i++) {
            firstPlace[built.pairStems[i] + 1] += 1 + heirs.of(ranks[built.pairPlaces[i]]).length;
        }
        Arrays.parallelPrefix(firstPlace, Integer::sum);
        places = new int[firstPlace[stems.count()]];
        int[] next = firstPlace.clone();
        for (int i = 0; i < built.pairs; i++) {
            int stem = built.pairStems[i];
            int place = ranks[built.pairPlaces[i]];
            places[next[stem]++] = place;
            // A replaced place's name finds the one that came after it.
            for (int heir : heirs.of(place)) {
                places[next[stem]++] = heir;
            }
        }
        for (int stem = 0; stem < stems.count(); stem++) {
            if (firstPlace[stem + 1] - firstPlace[stem] > 1) {
                Arrays.sort(places, firstPlace[stem], firstPlace[stem + 1]);
            }
        }
    }

    /**
     * Reads a text, of which the first {@value #LONGEST_TEXT} characters count.
     *
     * @param scope the prefixes of the divisions that count
     * @param day when the places have to exist
     */
    public Finding find(String text, List<String> scope, LocalDate day) {
        var letters = Script.folded(text, LONGEST_TEXT);
        var mentions = new Mentions(this, letters, new Asked(scope, day, codes)).found();
        return mentions.isEmpty() ? Finding.NOTHING : new Weighing(this, mentions).finding();
    }

    NameTable stems() {
        return stems;
    }

    /** Those of this stem that count, by code. */
    int[] places(int stem, Asked asked) {
        return places(stem, asked, asked::covers);
    }

    /** Those of this stem in divisions that do not count: a text may well speak of them. */
    int[] elsewhere(int stem, Asked asked, IntPredicate fit) {
        return asked.everywhere()
                ? NONE
                : places(stem, asked, place -> !asked.covers(place) && fit.test(place));
    }

    private int[] places(int stem, Asked asked, IntPredicate fit) {
        int[] found = NONE;
        int count = 0;
        for (int i = firstPlace[stem]; i < firstPlace[stem + 1]; i++) {
            int place = places[i];
            if (fit.test(place)
                    && (count == 0 || codes[found[count - 1]] != codes[place])
                    && days.has(place, asked.day())) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, Math.max(4, 2 * count));
                }
                found[count++] = place;
            }
        }
        return heirs.leftOutOf(count == found.length ? found : Arrays.copyOf(found, count));
    }

    int level(int place) {
        return levels[place];
    }

    SaidType type(int place) {
        return types[place];
    }

    /** Whether the first lies above the second. */
    boolean above(int upper, int lower) {
        return codes[upper] < codes[lower]
                && codes[lower] < codes[upper] + Codes12.below(levels[upper]);
    }

    boolean onOneLine(int one, int other) {
        return codes[one] == codes[other] || above(one, other) || above(other, one);
    }

    DivisionCode code(int place) {
        return new DivisionCode(Long.toString(codes[place]));
    }

    /** Bytes of its arrays. */
    public long bytes() {
        return stems.bytes()
                + 4L * firstPlace.length
                + 4L * places.length
                + 13L * codes.length
                + days.bytes();
    }

    /** Takes the divisions one after the other. */
    public static final class Builder {
        private final NameTable.Builder stems = new NameTable.Builder();
        private final Map<Integer, Validity> validity = new HashMap<>();
        private final Map<Integer, String> successors = new HashMap<>();
        private long[] codes = new long[256];
        private SaidType[] types = new SaidType[256];
        private int count;
        private int[] pairStems = new int[256];
        private int[] pairPlaces = new int[256];
        private int pairs;

        /** A division with its aliases, its names in other languages, and what it was called. */
        public Builder add(Entry division) {
            var state = division.state();
            var names = new ArrayList<String>();
            for (var former : division.former()) {
                names.addAll(names(former.state()));
            }
            names.addAll(names(state));
            return add(
                    new DivisionCode(division.code()),
                    division.text("name"),
                    names,
                    Validity.of(state),
                    state.getString("supersededBy"));
        }

        private static List<String> names(Document state) {
            var names = new ArrayList<String>();
            for (var field : List.of("name", "nameBo", "nameEn")) {
                if (state.getString(field) != null) {
                    names.add(state.getString(field));
                }
            }
            names.addAll(state.getList("aliases", String.class, List.of()));
            return names;
        }

        /**
         * A division.
         *
         * @param others its other names, in any of the scripts
         * @param supersededBy the code of the one that came after it
         */
        public Builder add(
                DivisionCode code,
                String name,
                Collection<String> others,
                Validity validity,
                @Nullable String supersededBy) {
            if (count == codes.length) {
                codes = Arrays.copyOf(codes, 2 * count);
                types = Arrays.copyOf(types, 2 * count);
            }
            int place = count++;
            codes[place] = Long.parseLong(code.value());
            types[place] = Ending.ofName(name);
            var level = code.level();
            name(name, level, place);
            others.forEach(other -> name(other, level, place));
            if (!validity.equals(Validity.ALWAYS)) {
                this.validity.put(place, validity);
            }
            if (supersededBy != null) {
                successors.put(place, supersededBy);
            }
            return this;
        }

        private void name(String name, Level level, int place) {
            switch (name.isBlank() ? Script.NONE : Script.of(name.strip().charAt(0))) {
                case HAN -> NameForms.chinese(name, level).forEach(stem -> pair(stem, place));
                case TIBETAN -> pair(NameForms.tibetan(name), place);
                case LATIN -> pair(NameForms.latin(name), place);
                case NONE -> {}
            }
        }

        private void pair(String stem, int place) {
            var folded = new String(Script.folded(stem, stem.length()));
            if (folded.length() < NameTable.SHORTEST) {
                return;
            }
            if (pairs == pairStems.length) {
                pairStems = Arrays.copyOf(pairStems, 2 * pairs);
                pairPlaces = Arrays.copyOf(pairPlaces, 2 * pairs);
            }
            pairStems[pairs] = stems.put(folded);
            pairPlaces[pairs++] = place;
        }

        /** For each place added its rank by code. */
        private int[] sorted() {
            int bits = 64 - Long.numberOfLeadingZeros(count);
            long[] order = new long[count];
            for (int i = 0; i < count; i++) {
                order[i] = (codes[i] << bits) | i;
            }
            Arrays.sort(order);
            int[] ranks = new int[count];
            for (int rank = 0; rank < count; rank++) {
                ranks[(int) (order[rank] & ((1L << bits) - 1))] = rank;
            }
            return ranks;
        }

        /**
         * All that were added, and the counties of China: also where the directory has only some of
         * them, a text may speak of another.
         */
        public PlaceNames build() {
            var known = new HashSet<Long>();
            for (int i = 0; i < count; i++) {
                if (Codes12.level(codes[i]) <= COUNTY) {
                    known.add(codes[i]);
                }
            }
            CountiesOfChina.forEach((code, name) -> {
                if (!known.contains(Long.parseLong(code.value()))) {
                    add(code, name, List.of(), Validity.ALWAYS, null);
                }
            });
            return new PlaceNames(this);
        }
    }
}
