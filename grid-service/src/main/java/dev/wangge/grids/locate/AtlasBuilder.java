package dev.wangge.grids.locate;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.gazetteer.PlaceNames;
import dev.wangge.grids.index.IndexBuilder;
import dev.wangge.grids.index.Spells;
import dev.wangge.grids.index.Spells.Spell;
import dev.wangge.grids.locate.Atlas.DivisionAnswer;
import dev.wangge.grids.locate.Atlas.GridAnswer;
import dev.wangge.grids.locate.Atlas.OnDuty;
import dev.wangge.grids.locate.History.Past;
import dev.wangge.grids.locate.Places.Grid;
import dev.wangge.grids.locate.Places.Version;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.Validity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an atlas of entries that come one by one: divisions first, then members and households, the
 * grids last. Nothing of an entry is kept but what answers need.
 */
final class AtlasBuilder {
    private static final Logger log = LoggerFactory.getLogger(AtlasBuilder.class);
    private final @Nullable Atlas before;
    private final Places places = new Places();
    private final Homes homes = new Homes();
    private final PlaceNames.Builder names = new PlaceNames.Builder();
    private final Map<String, String> roles = new HashMap<>();
    private final IndexBuilder grids;
    private final IndexBuilder boundaries;
    private int unreadable;

    /**
     * Begins one.
     *
     * @param before what is still the same in it is taken over, not kept twice
     */
    AtlasBuilder(@Nullable Atlas before) {
        this.before = before;
        this.grids = new IndexBuilder(before == null ? null : before.gridIndex());
        this.boundaries = new IndexBuilder(before == null ? null : before.boundaries());
    }

    void division(Entry division) {
        readable(
                division,
                () -> {
                    var history = History.of(division);
                    var known = before == null ? null : before.places().versionsOf(division.code());
                    places.addDivision(
                            division.code(),
                            same(
                                    versions(
                                            history,
                                            past ->
                                                    new DivisionAnswer(
                                                            division.code(),
                                                            past.text("name"),
                                                            past.text("level"))),
                                    known));
                    names.add(division);
                    outlines(division.code(), history, boundaries, () -> {});
                });
    }

    void member(Entry member) {
        readable(
                member,
                () -> {
                    roles.put(member.code(), member.text("role").intern());
                    homes.member(
                            member.text("phoneIndex"), member.place(), Validity.of(member.state()));
                });
    }

    void household(Entry household) {
        readable(
                household,
                () -> {
                    for (var phone :
                            household.state().getList("phoneIndexes", String.class, List.of())) {
                        homes.household(phone, household.place());
                    }
                });
    }

    void grid(Entry entry) {
        readable(
                entry,
                () -> {
                    var history = History.of(entry);
                    var village = new GridCode(entry.code()).village().value();
                    var known = before == null ? null : before.places().grid(entry.code());
                    var versions =
                            same(
                                    versions(
                                            history,
                                            past ->
                                                    new GridAnswer(
                                                            entry.code(),
                                                            past.text("name"),
                                                            past.text("kind").intern(),
                                                            village)),
                                    known == null ? null : known.versions());
                    var onDuty = onDuty(entry.duty());
                    var grid =
                            new Grid(
                                    versions.getLast().answer().code(),
                                    versions,
                                    known != null && known.members().equals(onDuty)
                                            ? known.members()
                                            : onDuty);
                    places.addGrid(grid);
                    outlines(entry.code(), history, grids, () -> places.addSlot(grid));
                });
    }

    Atlas build() {
        if (unreadable > 0) {
            log.warn("{} entries cannot be read and are not on the map", unreadable);
        }
        return new Atlas(places, homes, names.build(), grids.build(), boundaries.build());
    }

    /** One broken entry does not keep the map from all others. */
    private void readable(Entry entry, Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException e) {
            unreadable++;
            log.warn("{} {} is not on the map: {}", entry.kind(), entry.code(), e.getMessage());
        }
    }

    /** In the order in which they are told; who is no member any more is not. */
    private List<OnDuty> onDuty(List<String> codes) {
        var members = new ArrayList<OnDuty>(codes.size());
        for (var code : codes) {
            var role = roles.get(code);
            if (role != null) {
                members.add(new OnDuty(code, role, true));
            }
        }
        return List.copyOf(members);
    }

    private static <A> List<Version<A>> versions(
            List<Past> history, java.util.function.Function<Past, A> answer) {
        return history.stream()
                .map(past -> new Version<>(past.spell(), answer.apply(past)))
                .toList();
    }

    /** The known ones if they are equal: two atlases live while one is made. */
    private static <A> List<Version<A>> same(
            List<Version<A>> made, @Nullable List<Version<A>> known) {
        return known != null && known.equals(made) ? known : made;
    }

    /** Adds each outline with the days on which it was the place's; tells after each. */
    private static void outlines(
            String code, List<Past> history, IndexBuilder index, Runnable added) {
        var spells = new LinkedHashMap<String, List<Spell>>();
        for (var past : history) {
            var geometry = past.geometry();
            if (geometry != null) {
                spells.computeIfAbsent(geometry, any -> new ArrayList<>(1)).add(past.spell());
            }
        }
        spells.forEach((geometry, any) -> {
            index.add(code, geometry, new Spells(List.copyOf(any)));
            added.run();
        });
    }
}
