package dev.wangge.grids.locate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.locate.Atlas.Clues;
import dev.wangge.grids.locate.Atlas.LngLat;
import dev.wangge.grids.locate.Atlas.Located;
import dev.wangge.grids.locate.Atlas.OnDuty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AtlasTest {
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
    private static final LocalDate DECEMBER = LocalDate.of(2026, 12, 1);
    private static final Scope MARKAM = new Scope(List.of("540328"));
    private static final String VILLAGE = "540328101201";
    private static final String GRID = VILLAGE + "001";
    private static final String PASTURE = VILLAGE + "002";
    private static final String PHONE = "00112233445566778899aabbccddeeff";
    private final List<Entry> divisions = new ArrayList<>();
    private final List<Entry> members = new ArrayList<>();
    private final List<Entry> households = new ArrayList<>();
    private final List<Entry> grids = new ArrayList<>();

    AtlasTest() {
        division("540328101000", "如美镇", new Document());
        division(VILLAGE, "拉乌村", new Document());
    }

    private void division(String code, String name, Document more) {
        var state = new Document("name", name).append("level", "village");
        state.putAll(more);
        divisions.add(Entry.of(Kind.DIVISION, code, code, state, null));
    }

    private void grid(String code, double west, double size, Document more, Former... former) {
        var state = new Document("name", "网格" + code.substring(12)).append("kind", "BASIC");
        state.putAll(more);
        grids.add(
                new Entry(
                        Kind.GRID,
                        code,
                        code,
                        state,
                        square(west, size),
                        List.of("M-2", "M-1", "M-gone"),
                        1,
                        List.of(former)));
    }

    private static Document season(String from, String to) {
        return new Document("season", new Document("from", from).append("to", to));
    }

    private static String square(double west, double size) {
        return "{\"type\":\"Polygon\",\"coordinates\":[[[%s,29,4000],[%s,29],[%s,%s],[%s,%s],[%s,29]]]}"
                .formatted(west, west + size, west + size, 29 + size, west, 29 + size, west);
    }

    private Atlas atlas(@Nullable Atlas before) {
        var builder = new AtlasBuilder(before);
        divisions.forEach(builder::division);
        members.forEach(builder::member);
        households.forEach(builder::household);
        grids.forEach(builder::grid);
        return builder.build();
    }

    private static Located at(Atlas atlas, double lng, LocalDate day) {
        return atlas.locate(new Clues(new LngLat(lng, 29.5), null, null), day, MARKAM);
    }

    private static Located by(Atlas atlas, LocalDate day, String... scope) {
        return atlas.locate(new Clues(null, "拉乌村", PHONE), day, new Scope(List.of(scope)));
    }

    private static String grid(Located located) {
        return located.grid() == null ? located.rule() : located.grid().code();
    }

    @Test
    void summerPastureAnswersInSummerAndWhatLiesBelowItInWinter() {
        grid(GRID, 98, 2, new Document());
        grid(PASTURE, 98, 1, season("06-01", "09-30"));
        var atlas = atlas(null);

        assertThat(grid(at(atlas, 98.5, JULY))).isEqualTo(PASTURE);
        assertThat(grid(at(atlas, 98.5, LocalDate.of(2026, 6, 1)))).isEqualTo(PASTURE);
        assertThat(grid(at(atlas, 98.5, LocalDate.of(2026, 9, 30)))).isEqualTo(PASTURE);
        assertThat(grid(at(atlas, 98.5, LocalDate.of(2026, 10, 1)))).isEqualTo(GRID);
        assertThat(grid(at(atlas, 98.5, DECEMBER))).isEqualTo(GRID);
    }

    @Test
    void winterPastureAnswersOverNewYear() {
        grid(PASTURE, 98, 1, season("11-15", "03-15"));
        var atlas = atlas(null);

        assertThat(grid(at(atlas, 98.5, DECEMBER))).isEqualTo(PASTURE);
        assertThat(grid(at(atlas, 98.5, LocalDate.of(2027, 1, 1)))).isEqualTo(PASTURE);
        assertThat(grid(at(atlas, 98.5, JULY))).isEqualTo("UNLOCATED");
    }

    @Test
    void eachDayHasTheOutlineAndTheNameOfThatDay() {
        var first =
                new Former(
                        new Document("name", "老网格")
                                .append("kind", "BASIC")
                                .append("validTo", "2026-06-30"),
                        square(100, 1));
        grid(GRID, 98, 1, new Document("validTo", "2026-11-30"), first);
        var atlas = atlas(null);

        var before = at(atlas, 100.5, LocalDate.of(2026, 6, 30));
        assertThat(before.grid()).extracting("code", "name").containsExactly(GRID, "老网格");
        assertThat(grid(at(atlas, 98.5, LocalDate.of(2026, 6, 30)))).isEqualTo("UNLOCATED");
        assertThat(grid(at(atlas, 100.5, JULY))).isEqualTo("UNLOCATED");
        assertThat(at(atlas, 98.5, JULY).grid()).extracting("name").isEqualTo("网格001");
        assertThat(grid(at(atlas, 98.5, DECEMBER))).isEqualTo("UNLOCATED");
    }

    @Test
    void whoIsToldFirstComesFirstAndWhoIsGoneDoesNotCome() {
        member("M-1", "LEAD", "");
        member("M-2", "FULL_TIME", "");
        grid(GRID, 98, 1, new Document());

        assertThat(at(atlas(null), 98.5, JULY).members())
                .containsExactly(
                        new OnDuty("M-2", "FULL_TIME", true), new OnDuty("M-1", "LEAD", true));
    }

    private void member(String code, String role, String phone) {
        members.add(
                Entry.of(
                        Kind.MEMBER,
                        code,
                        GRID,
                        new Document("role", role).append("phoneIndex", phone),
                        null));
    }

    private void household(String code, String grid) {
        households.add(
                Entry.of(
                        Kind.HOUSEHOLD,
                        code,
                        grid,
                        new Document("phoneIndexes", List.of(PHONE)),
                        null));
    }

    @Test
    void aReporterWithoutAPlaceIsAtHomeWhereTheHouseholdLives() {
        member("M-1", "LEAD", PHONE);
        grid(GRID, 98, 1, new Document());
        grid(PASTURE, 100, 1, season("06-01", "09-30"));

        var serves = by(atlas(null), DECEMBER, "540328");
        assertThat(serves.rule()).isEqualTo("REPORTER_GRID");
        assertThat(serves.confidence()).isEqualTo(0.7);
        assertThat(grid(serves)).isEqualTo(GRID);

        household("H-1", PASTURE);
        assertThat(grid(by(atlas(null), JULY, "540328"))).isEqualTo(PASTURE);
        assertThat(by(atlas(null), JULY, "540302").rule()).isEqualTo("UNLOCATED");
        // Nobody is on the summer pasture: the words count, and the village has one grid then.
        assertThat(by(atlas(null), DECEMBER, "540328").rule()).isEqualTo("PLACE_NAME");

        household("H-2", GRID);
        assertThat(by(atlas(null), JULY, "540328").rule()).isEqualTo("PLACE_NAME");
    }

    @Test
    void aMembersPhoneIsNotTakenByAHouseholdOfAnotherCounty() {
        member("M-1", "LEAD", PHONE);
        grid(GRID, 98, 1, new Document());
        household("H-1", "540302101201001");

        assertThat(grid(by(atlas(null), JULY, "540328"))).isEqualTo(GRID);
    }

    @Test
    void aHomeInAnotherCountyDoesNotKeepTheWordsFromBeingRead() {
        grid(GRID, 98, 1, new Document());
        grid("540302101201001", 110, 1, new Document());
        household("H-1", "540302101201001");

        var located = by(atlas(null), JULY, "540328");
        assertThat(located.rule()).isEqualTo("PLACE_NAME");
        assertThat(grid(located)).isEqualTo(GRID);
    }

    /** Its ground is the same: what was answered for one day is no answer for another. */
    @Test
    void aGridThatWasRenamedHasTheNameOfEachDay() {
        var before =
                new Former(
                        new Document("name", "老网格")
                                .append("kind", "BASIC")
                                .append("validTo", "2026-06-30"),
                        square(98, 1));
        grid(GRID, 98, 1, new Document("name", "新网格"), before);
        var atlas = atlas(null);

        for (int i = 0; i < 2; i++) {
            assertThat(at(atlas, 98.5, LocalDate.of(2026, 6, 30)).grid())
                    .extracting("name")
                    .isEqualTo("老网格");
            assertThat(at(atlas, 98.5, JULY).grid()).extracting("name").isEqualTo("新网格");
        }
    }

    @Test
    void aGridOfAVillageThatWasRenamedLiesInTheVillageOfEachDay() {
        divisions.removeLast();
        divisions.add(
                new Entry(
                        Kind.DIVISION,
                        VILLAGE,
                        VILLAGE,
                        new Document("name", "拉乌社区").append("level", "village"),
                        null,
                        List.of(),
                        1,
                        List.of(
                                new Former(
                                        new Document("name", "拉乌村")
                                                .append("level", "village")
                                                .append("validTo", "2026-06-30"),
                                        null))));
        grid(GRID, 98, 1, new Document());
        var atlas = atlas(null);

        for (int i = 0; i < 2; i++) {
            assertThat(at(atlas, 98.5, LocalDate.of(2026, 6, 30)).division())
                    .extracting("name")
                    .isEqualTo("拉乌村");
            assertThat(at(atlas, 98.5, JULY).division()).extracting("name").isEqualTo("拉乌社区");
        }
    }

    @Test
    void aVillageIsItsOneGridOfThatDay() {
        grid(GRID, 98, 1, new Document());
        grid(PASTURE, 100, 1, season("06-01", "09-30"));
        var atlas = atlas(null);

        assertThat(grid(by(atlas, DECEMBER, "540328"))).isEqualTo(GRID);
        assertThat(grid(by(atlas, JULY, "540328"))).isEqualTo("PLACE_NAME");
    }

    /**
     * Every rule, within the scope and beyond it, twice so that answers are kept, and by season.
     */
    @Test
    void manyAreAnsweredAsEachAlone() {
        boundary("540328000000", 96, 12);
        boundary("540302000000", 120, 2);
        grid(GRID, 98, 2, new Document());
        grid(PASTURE, 98, 1, season("06-01", "09-30"));
        grid("540302100201001", 110, 1, new Document());
        member("M-1", "LEAD", PHONE);
        var atlas = atlas(null);
        var clues = new ArrayList<Clues>();
        for (double lng = 95.9; lng < 123; lng += 0.05) {
            clues.add(new Clues(new LngLat(lng, 29.5), null, null));
            clues.add(new Clues(new LngLat(lng, 12), null, lng < 100 ? PHONE : null));
        }
        clues.add(new Clues(null, "拉乌村", null));
        clues.add(new Clues(null, "拉乌村", PHONE));
        clues.add(new Clues(null, null, null));
        Collections.shuffle(clues, new Random(540328));

        for (var scope : List.of(MARKAM, new Scope(List.of("540328101", "540302100202")))) {
            for (var day : List.of(JULY, DECEMBER, JULY)) {
                var answers = atlas.locate(clues, day, scope);

                assertThat(answers)
                        .isEqualTo(
                                clues.stream().map(one -> atlas.locate(one, day, scope)).toList());
                assertThat(answers)
                        .extracting(Located::rule)
                        .contains(
                                "POLYGON",
                                "REPORTER_GRID",
                                "PLACE_NAME",
                                "UNLOCATED",
                                "OUTSIDE_SCOPE");
            }
        }
        // The answers are kept by now; who is of the next county gets none of them.
        var neighbour = new Scope(List.of("540302"));
        assertThat(atlas.locate(clues, JULY, neighbour))
                .isEqualTo(clues.stream().map(one -> atlas.locate(one, JULY, neighbour)).toList())
                .noneMatch(answer -> answer.path().contains("540328"));
        assertThat(atlas.locate(List.of(), JULY, MARKAM)).isEmpty();
    }

    private void boundary(String code, double west, double size) {
        var state = new Document("name", "县").append("level", "county");
        divisions.add(Entry.of(Kind.DIVISION, code, code, state, square(west, size)));
    }

    @Test
    void aDivisionThatIsNoMoreIsNotNamed() {
        division("540328101299", "卡岗村", new Document("validTo", "2026-06-30"));
        var atlas = atlas(null);
        var clues = new Clues(null, "卡岗村", null);

        assertThat(atlas.locate(clues, LocalDate.of(2026, 6, 30), MARKAM).rule())
                .isEqualTo("PLACE_NAME");
        assertThat(atlas.locate(clues, JULY, MARKAM).rule()).isEqualTo("UNLOCATED");
    }

    @Test
    void oneBrokenEntryDoesNotKeepTheMapFromTheOthers() {
        grid(GRID, 98, 1, new Document());
        grid(VILLAGE + "003", 98.2, 0.1, season("13-41", "09-30"));
        grids.add(
                Entry.of(
                        Kind.GRID,
                        VILLAGE + "004",
                        VILLAGE + "004",
                        new Document("name", "坏"),
                        "{\"type\":\"Polygon\",\"coordinates\":[[[98,29],[99,29"));
        grids.add(Entry.of(Kind.GRID, "nonsense", "nonsense", new Document(), square(98.3, 0.1)));
        grid(
                VILLAGE + "005",
                102,
                1,
                new Document(),
                new Former(new Document("validTo", "2026-01-01"), square(103, 1)),
                new Former(new Document("validTo", "2026-02-01"), "broken"));
        grid(VILLAGE + "006", 104, 1, new Document());
        var atlas = atlas(null);

        assertThat(grid(at(atlas, 98.35, JULY))).isEqualTo(GRID);
        assertThat(grid(at(atlas, 104.5, JULY))).isEqualTo(VILLAGE + "006");
    }

    @Test
    void theNextAtlasTakesOverWhatIsTheSameAndSeesWhatIsNot() {
        grid(GRID, 98, 1, new Document());
        grid(PASTURE, 100, 1, season("06-01", "09-30"));
        var before = atlas(null);

        members.clear();
        member("M-2", "LEAD", "");
        var sameMap = atlas(before);
        assertThat(sameMap.gridIndex()).isSameAs(before.gridIndex());
        assertThat(at(sameMap, 98.5, JULY).members()).hasSize(1);

        var kept = grids.removeLast();
        grid(VILLAGE + "003", 102, 1, new Document());
        var changed = atlas(sameMap);
        assertThat(grid(at(changed, 98.5, JULY))).isEqualTo(GRID);
        assertThat(grid(at(changed, 100.5, JULY))).isEqualTo("UNLOCATED");
        assertThat(grid(at(changed, 102.5, JULY))).isEqualTo(VILLAGE + "003");

        grids.add(1, kept);
        assertThat(grid(at(atlas(changed), 100.5, JULY))).isEqualTo(PASTURE);
        assertThat(grid(at(atlas(changed), 100.5, DECEMBER))).isEqualTo("UNLOCATED");
        grids.remove(2);
        grids.remove(1);
        var fewer = atlas(changed);
        assertThat(fewer.gridIndex().size()).isOne();
        assertThat(grid(at(fewer, 102.5, JULY))).isEqualTo("UNLOCATED");

        grids.clear();
        grid(GRID, 98, 1, season("06-01", "09-30"));
        assertThat(grid(at(atlas(fewer), 98.5, DECEMBER))).isEqualTo("UNLOCATED");
    }
}
