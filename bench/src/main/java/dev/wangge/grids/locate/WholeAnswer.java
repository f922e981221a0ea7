package dev.wangge.grids.locate;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.locate.Atlas.Clues;
import dev.wangge.grids.locate.Atlas.LngLat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The atlas as grid-service's own endpoint asks it: grid, division, path, rule, who is on duty. */
public final class WholeAnswer {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
    private final Atlas atlas;
    private final Scope scope;

    private WholeAnswer(Atlas atlas, List<String> scope) {
        this.atlas = atlas;
        this.scope = new Scope(scope);
    }

    public WholeAnswer(
            Iterable<Entry> divisions,
            Iterable<Entry> members,
            Iterable<Entry> grids,
            List<String> scope) {
        this(built(divisions, members, grids), scope);
    }

    private static Atlas built(
            Iterable<Entry> divisions, Iterable<Entry> members, Iterable<Entry> grids) {
        var builder = new AtlasBuilder(null);
        divisions.forEach(builder::division);
        members.forEach(builder::member);
        grids.forEach(builder::grid);
        return builder.build();
    }

    /** Of what is stored, as the service itself makes it. */
    public static WholeAnswer stored(
            Directory directory, @Nullable WholeAnswer before, List<String> scope) {
        return new WholeAnswer(Atlas.of(directory, before == null ? null : before.atlas), scope);
    }

    /** Builds the whole answer, and shows the grid's code in it. */
    public @Nullable String gridAt(double lng, double lat) {
        var grid = atlas.locate(new Clues(new LngLat(lng, lat), null, null), DAY, scope).grid();
        return grid == null ? null : grid.code();
    }

    /**
     * The same for many, as the endpoint for up to 10,000 asks.
     *
     * @param lngLats longitude and latitude in turn
     */
    public List<@Nullable String> gridsAt(double[] lngLats) {
        var clues = new ArrayList<Clues>(lngLats.length / 2);
        for (int i = 0; i < lngLats.length; i += 2) {
            clues.add(new Clues(new LngLat(lngLats[i], lngLats[i + 1]), null, null));
        }
        var codes = new ArrayList<@Nullable String>(clues.size());
        for (var answer : atlas.locate(clues, DAY, scope)) {
            codes.add(answer.grid() == null ? null : answer.grid().code());
        }
        return codes;
    }
}
