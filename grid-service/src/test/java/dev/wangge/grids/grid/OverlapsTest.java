package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wangge.grids.grid.Overlaps.Overlap;
import dev.wangge.grids.grid.Overlaps.Plot;
import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class OverlapsTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private final Overlaps overlaps = new Overlaps(100);

    @Test
    void anOverlapHasItsSizeItsShareAndAPointInIt() {
        var found =
                overlaps.among(
                        List.of(
                                plot("b", box(98, 98.02), null),
                                plot("a", box(98.01, 98.05), null)),
                        Set.of("a", "b"));
        assertThat(found).hasSize(1);
        var one = found.getFirst();
        assertThat(one.a()).isEqualTo("a");
        assertThat(one.b()).isEqualTo("b");
        assertThat(one.share()).isCloseTo(0.5, within(0.001));
        // A hundredth of a degree is 968 by 1,109 metres there.
        assertThat((double) one.squareMetres()).isCloseTo(968.4 * 1108.7, within(5_000.0));
        assertThat(one.where().getFirst()).isBetween(98.01, 98.02);
    }

    @Test
    void neighboursThatTouchDoNotOverlapAndSliversAreNoFault() {
        assertThat(among(plot("a", box(98, 98.01), null), plot("b", box(98.01, 98.02), null)))
                .isEmpty();
        assertThat(among(plot("a", box(98, 98.0100001), null), plot("b", box(98.01, 98.02), null)))
                .isEmpty();
    }

    @Test
    void twoThatNeverHoldOnTheSameDayDoNotOverlap() {
        var summer = Season.parse("06-01", "09-30");
        var winter = Season.parse("10-01", "05-31");
        var autumn = Season.parse("09-30", "11-01");
        var ground = box(98, 98.01);
        assertThat(among(plot("a", ground, summer), plot("b", ground, winter))).isEmpty();
        assertThat(among(plot("a", ground, summer), plot("b", ground, autumn))).hasSize(1);
        assertThat(among(plot("a", ground, winter), plot("b", ground, autumn))).hasSize(1);
        assertThat(among(plot("a", ground, summer), plot("b", ground, null))).hasSize(1);
        assertThat(
                        among(
                                new Plot(
                                        "a",
                                        ground,
                                        Validity.parse(null, "2025-12-31"),
                                        Optional.empty()),
                                new Plot(
                                        "b",
                                        ground,
                                        Validity.parse("2026-01-01", null),
                                        Optional.empty())))
                .isEmpty();
    }

    /** What the tree finds is what looking at every pair finds. */
    @Test
    void noPairIsMissedAndNoneComesTwice() {
        long seed = new Random().nextLong();
        System.out.println("noPairIsMissedAndNoneComesTwice seed " + seed);
        var random = new Random(seed);
        var plots = new ArrayList<Plot>();
        for (int i = 0; i < 200; i++) {
            double west = 98 + random.nextDouble() * 0.5;
            double south = 29 + random.nextDouble() * 0.5;
            var box =
                    FACTORY.toGeometry(
                            new Envelope(
                                    west,
                                    west + 0.001 + random.nextDouble() * 0.05,
                                    south,
                                    south + 0.001 + random.nextDouble() * 0.05));
            plots.add(plot("g" + i, box, null));
        }
        var expected = new HashSet<Set<String>>();
        for (var one : plots) {
            for (var other : plots) {
                if (!one.code().equals(other.code())
                        && dev.wangge.grids.place.Ground.squareMetres(
                                        one.geometry().intersection(other.geometry()))
                                > 100) {
                    expected.add(Set.of(one.code(), other.code()));
                }
            }
        }
        var found = overlaps.among(plots, plots.stream().map(Plot::code).toList());
        assertThat(found.stream().map(it -> Set.of(it.a(), it.b())))
                .as("seed %d", seed)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(overlaps.among(plots, Set.of("g7")))
                .allMatch(it -> it.a().equals("g7") || it.b().equals("g7"))
                .hasSize((int) expected.stream().filter(it -> it.contains("g7")).count());
    }

    @Test
    void groundThatNobodyCoversIsFoundPieceByPiece() {
        var pieces = overlaps.pieces(box(98, 98.03), List.of(box(98.01, 98.02)));
        assertThat(pieces).hasSize(2);
        assertThat(overlaps.pieces(box(98, 98.03), List.of(box(97.9, 98.02), box(98.02, 98.04))))
                .isEmpty();
    }

    private List<Overlap> among(Plot... plots) {
        return overlaps.among(List.of(plots), Set.of("a", "b"));
    }

    private static Plot plot(String code, Geometry ground, @Nullable Season season) {
        return new Plot(code, ground, Validity.ALWAYS, Optional.ofNullable(season));
    }

    private static Geometry box(double west, double east) {
        return FACTORY.toGeometry(new Envelope(west, east, 29.5, 29.51));
    }
}
