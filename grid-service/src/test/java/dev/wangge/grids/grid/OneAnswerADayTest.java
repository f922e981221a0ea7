package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A village is split, merged and changed at random, several times a day: on every day from the
 * first grid's first to today each piece of its ground is in one grid, in one version of it.
 */
class OneAnswerADayTest {
    private static final LocalDate FOUNDED = LocalDate.of(2026, 1, 1);
    private static final LocalDate STORED = LocalDate.of(2026, 3, 1);
    private static final List<String> GROUND = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    private final TreeMap<String, Entry> grids = new TreeMap<>();
    private LocalDate today = STORED;
    private int codes;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 540328, 20261125})
    void everyDayHasOneAnswer(long seed) {
        var dice = new SplittableRandom(seed);
        put(made(String.join(",", GROUND), new Validity(FOUNDED, null), null));
        int done = 0;
        for (int step = 0; step < 120; step++) {
            if (dice.nextInt(3) == 0) {
                today = today.plusDays(dice.nextInt(1, 4));
            }
            done += command(dice) ? 1 : 0;
            requireOneAnswerADay("seed %d, step %d, %s".formatted(seed, step, today));
        }
        assertThat(done).as("what was not refused, seed %d", seed).isGreaterThan(40);
    }

    private boolean command(SplittableRandom dice) {
        var lasting = grids.values().stream().filter(it -> !GridDays.isRetired(it, today)).toList();
        var one = lasting.get(dice.nextInt(lasting.size()));
        return switch (dice.nextInt(6)) {
            case 0 -> split(one);
            case 1 -> merge(one, lasting.get(dice.nextInt(lasting.size())));
            case 2 -> change(one, "名" + dice.nextInt(), null, null);
            case 3 -> change(one, "名" + dice.nextInt(), day(dice), null);
            case 4 -> change(one, one.text("name"), day(dice), null);
            default -> {
                // Somebody brings an old file again, with other days.
                var any = List.copyOf(grids.values()).get(dice.nextInt(grids.size()));
                yield GridDays.isRetired(any, today)
                        && change(any, any.text("name"), day(dice), day(dice));
            }
        };
    }

    private LocalDate day(SplittableRandom dice) {
        return today.plusDays(dice.nextInt(-8, 4));
    }

    private boolean split(Entry grid) {
        var ground = ground(grid);
        if (ground.size() < 2) {
            return false;
        }
        int half = ground.size() / 2;
        replace(
                List.of(grid),
                List.of(ground.subList(0, half), ground.subList(half, ground.size())),
                "splitFrom");
        return true;
    }

    private boolean merge(Entry one, Entry other) {
        if (one.code().equals(other.code())) {
            return false;
        }
        var ground = new ArrayList<>(ground(one));
        ground.addAll(ground(other));
        replace(List.of(one, other), List.of(ground), "mergedFrom");
        return true;
    }

    private void replace(List<Entry> old, List<List<String>> parts, String link) {
        var made =
                parts.stream()
                        .map(part -> made(String.join(",", part), new Validity(today, null), link))
                        .toList();
        var by = made.stream().map(Entry::code).toList();
        old.forEach(grid -> put(GridDays.replaced(grid, by, today)));
        made.forEach(this::put);
    }

    private boolean change(
            Entry grid, String name, @Nullable LocalDate from, @Nullable LocalDate to) {
        try {
            put(
                    GridDays.changed(
                            grid, draft(name, new Validity(from, to), grid.geometry()), today));
            return true;
        } catch (WrongGrid refused) {
            return false;
        }
    }

    private Entry made(String ground, Validity validity, @Nullable String link) {
        var code = "540328101201%03d".formatted(++codes % 1_000);
        var state = GridDays.made(draft("名", validity, ground), validity, today);
        if (link != null) {
            state.append(link, List.of("540328101201000"));
        }
        return Entry.of(Kind.GRID, code, code, state, ground);
    }

    private static GridDraft draft(String name, Validity validity, @Nullable String ground) {
        return new GridDraft(
                name, "BASIC", false, null, List.of(), validity, ground, OwnProperties.NONE);
    }

    private void put(Entry grid) {
        grids.put(grid.code(), grid);
    }

    private static List<String> ground(Entry grid) {
        return Arrays.asList(String.valueOf(grid.geometry()).split(","));
    }

    private record Version(String code, String ground, Validity validity) {}

    private void requireOneAnswerADay(String when) {
        var versions = new ArrayList<Version>();
        for (var grid : grids.values()) {
            for (var former : grid.former()) {
                versions.add(version(grid.code() + " before", former));
            }
            versions.add(version(grid.code(), new Former(grid.state(), grid.geometry())));
        }
        versions.removeIf(version -> version.validity().isNever());
        for (var day = first(versions); !day.isAfter(today); day = day.plusDays(1)) {
            var then = day;
            var there = versions.stream().filter(it -> it.validity().holdsOn(then)).toList();
            for (var piece : GROUND) {
                var answers = there.stream().filter(it -> it.ground().contains(piece)).toList();
                if (answers.size() != 1) {
                    fail("%s: %s on %s is in %s of%n%s", when, piece, day, answers, versions);
                }
            }
        }
    }

    private static Version version(String code, Former was) {
        return new Version(code, String.valueOf(was.geometry()), Validity.of(was.state()));
    }

    /** Somebody may have said that the first one began on another day. */
    private static LocalDate first(List<Version> versions) {
        return versions.stream()
                .map(version -> version.validity().from())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
