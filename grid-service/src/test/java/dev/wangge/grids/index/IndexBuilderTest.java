package dev.wangge.grids.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.grids.index.Spells.Spell;
import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An index that follows another shares its corners, and answers as one made of nothing. */
class IndexBuilderTest {
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
    private static final LocalDate DECEMBER = LocalDate.of(2026, 12, 1);
    private static final Spells ALWAYS = new Spells(List.of(new Spell(Validity.ALWAYS, null)));
    private static final Spells SUMMER =
            new Spells(
                    List.of(
                            new Spell(
                                    Validity.ALWAYS,
                                    new Season(MonthDay.of(6, 1), MonthDay.of(9, 30)))));

    private record Place(String geoJson, Spells spells) {}

    @Test
    void oneThatFollowsAnswersAsOneMadeOfNothingAndTheOldOneAsBefore() {
        long seed = System.nanoTime();
        System.out.println("IndexBuilderTest seed " + seed);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var places = new TreeMap<String, Place>();
        var index = made(places, null);
        var olds = new ArrayList<Runnable>();
        for (int generation = 0; generation < 60; generation++) {
            change(places, random);
            var next = made(places, index);
            var points = random.doubles(400, 0, 10).toArray();
            var answers = answers(next, points);
            assertThat(answers).isEqualTo(answers(made(places, null), points));
            if (generation % 10 == 0) {
                olds.add(() -> assertThat(answers(next, points)).isEqualTo(answers));
            }
            index = next;
        }
        olds.forEach(Runnable::run);
        assertThat(index.corners().size())
                .as("Corners of outlines that are no more are left behind at last")
                .isLessThanOrEqualTo(2 * made(places, null).corners().size());
    }

    @Test
    void whenNothingChangedTheOldOneGoesOn() {
        var places =
                Map.of(
                        "1", new Place(square(0, 0, 1), ALWAYS),
                        "2", new Place(square(2, 2, 1), SUMMER));
        var index = made(places, null);
        assertThat(made(places, index)).isSameAs(index);
        var another = new TreeMap<>(places);
        another.put("2", new Place(square(2, 2, 1), ALWAYS));
        assertThat(made(another, index).slot(2.5, 2.5, DECEMBER)).isEqualTo(1);
        assertThat(index.slot(2.5, 2.5, DECEMBER)).isNegative();
        another.remove("1");
        assertThat(made(another, index).code(0)).isEqualTo("2");
    }

    @Test
    void anOutlineThatCannotBeReadLeavesNothingBehind() {
        var index = made(Map.of("1", new Place(square(0, 0, 1), ALWAYS)), null);
        var builder = new IndexBuilder(index);
        builder.add("1", square(0, 0, 1), ALWAYS);
        assertThatThrownBy(() ->
                        builder.add(
                                "2",
                                "{\"type\":\"Polygon\",\"coordinates\":[[[5,5],[6,5],[6,",
                                ALWAYS))
                .isInstanceOf(RuntimeException.class);
        assertThat(builder.build()).isSameAs(index);
        builder.add("3", square(5, 5, 1), ALWAYS);
        var next = builder.build();
        assertThat(next.find(5.5, 5.5)).isEqualTo("3");
        assertThat(next.find(0.5, 0.5)).isEqualTo("1");
        assertThat(index.find(5.5, 5.5)).isNull();
    }

    private static void change(Map<String, Place> places, RandomGenerator random) {
        for (int i = 0; i < 40; i++) {
            var code = "%03d".formatted(random.nextInt(200));
            if (random.nextInt(4) == 0) {
                places.remove(code);
            } else {
                double size = random.nextDouble(0.1, 2);
                double x = random.nextDouble(0, 8);
                double y = random.nextDouble(0, 8);
                // Some as surveyors write them, some with all their digits.
                boolean surveyed = random.nextInt(3) > 0;
                places.put(
                        code,
                        new Place(
                                surveyed
                                        ? square(rounded(x), rounded(y), rounded(size))
                                        : square(x, y, size),
                                random.nextInt(3) == 0 ? SUMMER : ALWAYS));
            }
        }
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e5) / 1e5;
    }

    private static GridIndex made(Map<String, Place> places, @Nullable GridIndex before) {
        var builder = new IndexBuilder(before);
        // In the order of their codes.
        new TreeMap<>(places)
                .forEach((code, place) -> builder.add(code, place.geoJson(), place.spells()));
        return builder.build();
    }

    private static List<String> answers(GridIndex index, double[] points) {
        var answers = new ArrayList<String>();
        for (int i = 0; i < points.length; i += 2) {
            for (var day : List.of(JULY, DECEMBER)) {
                int slot = index.slot(points[i], points[i + 1], day);
                answers.add(slot < 0 ? "none" : index.code(slot));
            }
        }
        return answers;
    }

    private static String square(double x, double y, double size) {
        return "{\"type\":\"Polygon\",\"coordinates\":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}"
                .formatted(x, y, x + size, y, x + size, y + size, x, y + size, x, y);
    }
}
