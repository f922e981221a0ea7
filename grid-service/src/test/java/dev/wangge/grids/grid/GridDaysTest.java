package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GridDaysTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    @Test
    void whatChangesTodayWasOtherwiseUntilYesterday() throws WrongGrid {
        var grid = GridDays.changed(old(), draft("新名", null), TODAY);

        assertThat(name(grid, "2026-11-24")).isEqualTo("旧名");
        assertThat(name(grid, "2026-11-25")).isEqualTo("新名");
        assertThat(name(grid, "1999-01-01")).isEqualTo("旧名");
    }

    @Test
    void ofTwoChangesOnOneDayTheLaterCounts() throws WrongGrid {
        var once = GridDays.changed(old(), draft("一", null), TODAY);
        var twice = GridDays.changed(once, draft("二", null), TODAY);

        assertThat(twice.former()).hasSize(1);
        assertThat(name(twice, "2026-11-24")).isEqualTo("旧名");
        assertThat(name(twice, "2026-11-25")).isEqualTo("二");
    }

    @Test
    void aChangeMayNameADayInThePastAfterTheLastOne() throws WrongGrid {
        var grid = GridDays.changed(old(), draft("新名", "2026-03-01"), TODAY);
        assertThat(name(grid, "2026-02-28")).isEqualTo("旧名");
        assertThat(name(grid, "2026-03-01")).isEqualTo("新名");
        assertThatThrownBy(() -> GridDays.changed(grid, draft("更新", "2026-02-01"), TODAY))
                .isInstanceOf(WrongGrid.class);
        assertThatThrownBy(() -> GridDays.changed(grid, draft("更新", "2026-12-01"), TODAY))
                .isInstanceOf(WrongGrid.class);
    }

    @Test
    void whatWasMadeTodayHasNoYesterday() throws WrongGrid {
        var made =
                Entry.of(
                        Kind.GRID,
                        "540328101201001",
                        "540328101201001",
                        GridDays.made(draft("错名", null), new Validity(TODAY, null), TODAY),
                        null);
        var mended = GridDays.changed(made, draft("新名", null), TODAY);

        assertThat(mended.former()).isEmpty();
        assertThat(GridDays.on(mended, TODAY.minusDays(1))).isEmpty();
        assertThat(name(mended, "2026-11-25")).isEqualTo("新名");
    }

    @Test
    void aRetiredGridIsReadableAndDoesNotChange() throws WrongGrid {
        var retired = GridDays.retired(old(), TODAY);

        assertThat(name(retired, "2026-11-25")).isEqualTo("旧名");
        assertThat(GridDays.on(retired, TODAY.plusDays(1))).isEmpty();
        assertThat(GridDays.isRetired(retired, TODAY)).isTrue();
        assertThatThrownBy(() -> GridDays.changed(retired, draft("新名", null), TODAY))
                .isInstanceOf(WrongGrid.class);
    }

    @Test
    void aReplacedGridEndsAsItWasYesterday() throws WrongGrid {
        var by = List.of("540328101201002");
        var changedToday = GridDays.changed(old(), draft("今天的名", null), TODAY);
        for (var grid : List.of(old(), changedToday)) {
            var replaced = GridDays.replaced(grid, by, TODAY);
            assertThat(name(replaced, "2026-11-24")).isEqualTo("旧名");
            assertThat(GridDays.on(replaced, TODAY)).isEmpty();
            assertThat(replaced.state().get("succeededBy")).isEqualTo(by);
            // Valid dates in every state: who reads them must not stumble.
            Validity.of(replaced.state());
        }
    }

    @Test
    void aGridMadeAndReplacedOnOneDayHeldOnNone() throws WrongGrid {
        var made =
                Entry.of(
                        Kind.GRID,
                        "540328101201001",
                        "540328101201001",
                        GridDays.made(draft("名", null), new Validity(TODAY, null), TODAY),
                        "{}");
        var replaced = GridDays.replaced(made, List.of("540328101201002"), TODAY);
        for (int day = -3; day <= 3; day++) {
            assertThat(GridDays.on(replaced, TODAY.plusDays(day))).isEmpty();
        }
        assertThat(GridDays.isRetired(replaced, TODAY)).isTrue();
        // What it was meant to be stays readable, and the same again is no change.
        assertThat(replaced.geometry()).isEqualTo("{}");
        var same =
                GridDays.changed(replaced, draft("名", TODAY.toString()).withOutline("{}"), TODAY);
        assertThat(same).isEqualTo(replaced);
    }

    @Test
    void theDayOnWhichOthersTookItsPlaceDoesNotMove() throws WrongGrid {
        var replaced = GridDays.replaced(old(), List.of("540328101201002"), TODAY);
        var longer =
                new GridDraft(
                        "旧名",
                        "BASIC",
                        false,
                        null,
                        List.of(),
                        new Validity(null, TODAY.plusDays(9)),
                        null,
                        OwnProperties.NONE);
        assertThatThrownBy(() -> GridDays.changed(replaced, longer, TODAY))
                .isInstanceOf(WrongGrid.class);
        var successor =
                Entry.of(
                        Kind.GRID,
                        "540328101201002",
                        "540328101201002",
                        GridDays.made(draft("名", null), new Validity(TODAY, null), TODAY)
                                .append("splitFrom", List.of("540328101201001")),
                        null);
        for (var day : List.of("2026-11-24", "2026-11-26")) {
            assertThatThrownBy(() -> GridDays.changed(successor, draft("名", day), TODAY))
                    .isInstanceOf(WrongGrid.class);
        }
        assertThat(GridDays.changed(successor, draft("改", "2026-11-25"), TODAY).text("name"))
                .isEqualTo("改");
    }

    @Test
    void whereAChangeIsSaidToHoldLaterWhatWasBeforeLastsUntilThen() throws WrongGrid {
        var changed = GridDays.changed(old(), draft("新名", "2026-11-20"), TODAY);
        var later = GridDays.changed(changed, draft("新名", "2026-11-23"), TODAY);

        assertThat(name(later, "2026-11-22")).isEqualTo("旧名");
        assertThat(name(later, "2026-11-23")).isEqualTo("新名");
        assertThatThrownBy(() -> GridDays.changed(later, draft("新名", "2026-11-26"), TODAY))
                .isInstanceOf(WrongGrid.class);
    }

    @Test
    void codesFollowTheLastOneThatEverWas() {
        var village = "540328101201";
        assertThat(NewCodes.free(village, new TreeSet<>(List.of()))).isEqualTo(village + "001");
        assertThat(NewCodes.free(village, new TreeSet<>(List.of(village + "007"))))
                .isEqualTo(village + "008");
        assertThat(NewCodes.free(village, new TreeSet<>(List.of(village + "001", village + "999"))))
                .isEqualTo(village + "002");
    }

    private static String name(Entry grid, String day) {
        return GridDays.on(grid, LocalDate.parse(day)).orElseThrow().state().getString("name");
    }

    private static Entry old() {
        return Entry.of(
                Kind.GRID,
                "540328101201001",
                "540328101201001",
                new Document("name", "旧名").append("kind", "BASIC").append("illustrative", false),
                null);
    }

    private static GridDraft draft(String name, @Nullable String from) {
        return new GridDraft(
                name,
                "BASIC",
                false,
                null,
                List.of(),
                Validity.parse(from, null),
                null,
                OwnProperties.NONE);
    }
}
