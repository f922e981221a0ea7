package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.place.Ground;
import dev.wangge.grids.place.Outline;
import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Where outlines lie over each other, or leave ground uncovered. Only basic grids divide the ground
 * among them; dedicated and micro grids lie over them by nature. Two that never hold on the same
 * day do not overlap.
 */
final class Overlaps {
    /** February has 29 days in it: every day of every season is there. */
    private static final int LEAP_YEAR = 2024;

    private static final double ROUNDED = 1e6;
    private final double sliver;

    Overlaps(double sliver) {
        this.sliver = sliver;
    }

    /**
     * Two grids over the same ground.
     *
     * @param share of the smaller one, 0 to 1
     * @param where a point in both
     */
    record Overlap(String a, String b, long squareMetres, double share, List<Double> where) {}

    /** A piece of ground, with a point in it. */
    record Patch(long squareMetres, List<Double> where) {}

    /** The ground of a basic grid. */
    record Plot(String code, Geometry geometry, Validity validity, Optional<Season> season) {
        static Optional<Plot> of(Entry grid) {
            return grid.geometry() == null || !grid.text("kind").equals("BASIC")
                    ? Optional.empty()
                    : Optional.of(
                            new Plot(
                                    grid.code(),
                                    Outline.stored(grid.geometry()).geometry(),
                                    Validity.of(grid.state()),
                                    Season.of(grid.state())));
        }

        private boolean meets(Plot other) {
            return validity.overlaps(other.validity)
                    && (season.isEmpty()
                            || other.season.isEmpty()
                            || meet(season.get(), other.season.get()));
        }
    }

    private static boolean meet(Season one, Season other) {
        return one.holdsOn(other.from().atYear(LEAP_YEAR))
                || other.holdsOn(one.from().atYear(LEAP_YEAR));
    }

    /** All overlaps in which one of these takes part, the biggest first. */
    List<Overlap> among(Collection<Plot> plots, Collection<String> ofThese) {
        var asked = Set.copyOf(ofThese);
        var place = new HashMap<String, Integer>();
        var tree = new STRtree();
        for (var plot : plots) {
            place.put(plot.code(), place.size());
            tree.insert(plot.geometry().getEnvelopeInternal(), plot);
        }
        var found = new ArrayList<Overlap>();
        for (var plot : plots) {
            if (asked.contains(plot.code())) {
                around(plot, tree, place, asked, found);
            }
        }
        found.sort(Comparator.comparingLong(Overlap::squareMetres).reversed());
        return found;
    }

    private void around(
            Plot plot,
            STRtree tree,
            Map<String, Integer> place,
            Set<String> asked,
            List<Overlap> found) {
        var prepared = PreparedGeometryFactory.prepare(plot.geometry());
        for (var near : tree.query(plot.geometry().getEnvelopeInternal())) {
            if (near instanceof Plot other
                    && isOnce(plot, other, place, asked)
                    && plot.meets(other)
                    && mayShare(plot.geometry(), other.geometry())
                    && prepared.intersects(other.geometry())) {
                overlap(plot, other).ifPresent(found::add);
            }
        }
    }

    /** A pair is looked at from its first one, or from the only one that was asked about. */
    private static boolean isOnce(
            Plot plot, Plot other, Map<String, Integer> place, Set<String> asked) {
        return !plot.code().equals(other.code())
                && (!asked.contains(other.code())
                        || place.getOrDefault(plot.code(), 0)
                                < place.getOrDefault(other.code(), 0));
    }

    /**
     * Neighbours mostly touch: where their boxes share no more than a sliver, they do not either.
     */
    private boolean mayShare(Geometry one, Geometry other) {
        var box = one.getEnvelopeInternal().intersection(other.getEnvelopeInternal());
        return Ground.squareMetres(one.getFactory().toGeometry(box)) > sliver;
    }

    private Optional<Overlap> overlap(Plot one, Plot other) {
        var shared =
                OverlayNGRobust.overlay(one.geometry(), other.geometry(), OverlayNG.INTERSECTION);
        var patch = patch(shared);
        if (patch == null) {
            return Optional.empty();
        }
        double smaller =
                Math.min(
                        Ground.squareMetres(one.geometry()), Ground.squareMetres(other.geometry()));
        boolean inOrder = one.code().compareTo(other.code()) < 0;
        return Optional.of(
                new Overlap(
                        inOrder ? one.code() : other.code(),
                        inOrder ? other.code() : one.code(),
                        patch.squareMetres(),
                        Math.round(Math.min(1, patch.squareMetres() / smaller) * 1000) / 1000.0,
                        patch.where()));
    }

    /**
     * What of this is not covered by the others, in one patch; null when it is no more than
     * slivers.
     */
    @Nullable Patch uncovered(Geometry ground, Collection<Geometry> by) {
        return patch(difference(ground, by));
    }

    /** What of this is not covered by the others, piece by piece, without slivers. */
    List<Patch> pieces(Geometry ground, Collection<Geometry> by) {
        var left = difference(ground, by);
        var pieces = new ArrayList<Patch>();
        for (int i = 0; i < left.getNumGeometries(); i++) {
            var patch = patch(left.getGeometryN(i));
            if (patch != null) {
                pieces.add(patch);
            }
        }
        return pieces;
    }

    static Geometry union(Collection<Geometry> some) {
        var first = some.iterator().next();
        return OverlayNGRobust.union(
                first.getFactory().createGeometryCollection(some.toArray(Geometry[]::new)));
    }

    private static Geometry difference(Geometry ground, Collection<Geometry> by) {
        return by.isEmpty()
                ? ground
                : OverlayNGRobust.overlay(ground, union(by), OverlayNG.DIFFERENCE);
    }

    private @Nullable Patch patch(Geometry ground) {
        double area = ground.getDimension() < 2 ? 0 : Ground.squareMetres(ground);
        if (area <= sliver) {
            return null;
        }
        var in = ground.getInteriorPoint().getCoordinate();
        return new Patch(Math.round(area), List.of(rounded(in.x), rounded(in.y)));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * ROUNDED) / ROUNDED;
    }
}
