package dev.wangge.grids.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.grids.duty.Span;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is on duty is noted beside a grid, and comes into nobody's way. */
@Timeout(60)
class DutyNotesTest {
    private static final String GRID = "540328101201001";
    private static final String OTHER = "540328101201002";
    private final MovableClock clock = MovableClock.stopped();
    private @Nullable StoredDirectory stored;

    /** Not in the time of whichever test comes first. */
    @BeforeAll
    static void startTheEngines() {
        for (var engine : Engine.values()) {
            assertThat(engine.uri()).isNotEmpty();
        }
    }

    @AfterEach
    void close() {
        if (stored != null) {
            stored.close();
        }
    }

    /** A grid and its member, whose days begin two days from now. */
    private Directory directory(Engine engine) {
        var fresh = new StoredDirectory(engine, clock);
        stored = fresh;
        var directory = fresh.open();
        directory.save(List.of(grid("拉乌网格"), grid(OTHER, "竹卡网格")), Map.of(), "test");
        directory.save(
                List.of(
                        Entry.of(
                                Kind.MEMBER,
                                "M-1",
                                GRID,
                                new Document("role", "LEAD")
                                        .append("language", "bo")
                                        .append("validFrom", day(2)),
                                null)),
                Map.of(),
                "test");
        duty(directory).reevaluate(List.of(GRID, OTHER));
        assertThat(entry(directory).duty()).isEmpty();
        return directory;
    }

    private String day(int later) {
        return clock.instant()
                .plus(Duration.ofDays(later))
                .atZone(Span.COUNTY)
                .toLocalDate()
                .toString();
    }

    private static Entry grid(String name) {
        return grid(GRID, name);
    }

    private static Entry grid(String code, String name) {
        return Entry.of(
                Kind.GRID, code, code, new Document("name", name).append("kind", "BASIC"), null);
    }

    private DutyList duty(Directory directory) {
        return new DutyList(directory, new Rosters(directory), clock, new SimpleMeterRegistry());
    }

    private static Entry entry(Directory directory) {
        return directory.find(Kind.GRID, GRID).orElseThrow();
    }

    private static Document row(Directory directory) {
        return Objects.requireNonNull(
                directory.entries().find(Filters.eq("_id", "grid:" + GRID)).first());
    }

    private static long seq(Directory directory) {
        return new Stored(row(directory)).seq();
    }

    /** As the relay does when the broker has it. */
    private static void published(Directory directory) {
        directory.entries().updateMany(Filters.exists("pending"), Updates.unset("pending"));
    }

    private void theMemberBegins(Directory directory) {
        clock.forward(Duration.ofDays(3));
        duty(directory).reevaluate(List.of(GRID));
    }

    @ParameterizedTest
    @EnumSource
    void whoReadAGridBeforeTheClockChangedItsDutyMayStillChangeIt(Engine engine) {
        var directory = directory(engine);
        var seen = entry(directory);
        long told = seq(directory);
        published(directory);

        var before = clock.instant();
        theMemberBegins(directory);
        var noted = entry(directory);
        assertThat(noted.duty()).containsExactly("M-1");
        assertThat(noted.version()).isEqualTo(seen.version());
        assertThat(seq(directory)).isEqualTo(told + 1);
        assertThat(row(directory)).containsKey("pending").containsEntry("by", "test");
        assertThat(new Stored(row(directory)).at()).isAfter(before.plus(Duration.ofDays(1)));

        assertThat(directory.replace(grid("改名网格"), seen, "editor")).isTrue();
        assertThat(seq(directory)).isEqualTo(told + 2);
        assertThat(entry(directory).duty()).containsExactly("M-1");
        assertThat(entry(directory).text("name")).isEqualTo("改名网格");
        assertThat(directory.replace(grid("又改"), seen, "editor")).isFalse();
    }

    /** A row of before there were two counts: its version counted both. */
    @ParameterizedTest
    @EnumSource
    void theFactsOfAnOldRowGoOnFromItsVersion(Engine engine) {
        var directory = directory(engine);
        var row = row(directory);
        row.append("version", 17L).remove(DutyNote.VERSION);
        directory.entries().replaceOne(Filters.eq("_id", "grid:" + GRID), row);
        assertThat(seq(directory)).isEqualTo(17);

        theMemberBegins(directory);
        assertThat(seq(directory)).isEqualTo(18);
        assertThat(directory.remove(entry(directory), "test")).isTrue();
        duty(directory).reevaluate(List.of(GRID));
        assertThat(directory.create(grid("再设"), "test")).isTrue();
        assertThat(seq(directory)).isEqualTo(20);
    }

    /** Its season goes over New Year: looked at when it begins, when it ends, and not between. */
    @ParameterizedTest
    @EnumSource
    void nobodyIsMissedOnAPastureFromItsSeasonsEndToItsNextBeginning(Engine engine) {
        var directory = directory(engine);
        var sweep = new DutySweep(directory, duty(directory), clock);
        var pasture = "540328101201003";
        var season = new Document("from", "11-15").append("to", "03-15");
        var entry = grid(pasture, "冬季牧场");
        entry.state().append("season", season);
        directory.save(List.of(entry), Map.of(), "test");
        var year = LocalDate.ofInstant(clock.instant(), Span.COUNTY).getYear() + 1;
        for (var night : List.of(year + "-11-14", year + 1 + "-03-15", year + 1 + "-11-14")) {
            var lastMoment = LocalDate.parse(night).atTime(23, 59).atZone(Span.COUNTY).toInstant();
            clock.forward(Duration.between(clock.instant(), lastMoment));
            sweep.sweep();
            boolean ends = night.endsWith("03-15");
            var missed = new Unattended(directory, clock).among(List.of(pasture));
            assertThat(missed).as(night).hasSize(ends ? 1 : 0);

            clock.forward(Duration.ofMinutes(1));
            sweep.sweep();

            missed = new Unattended(directory, clock).among(List.of(pasture));
            assertThat(missed).as("the day after " + night).hasSize(ends ? 0 : 1);
        }
    }

    /** Both at once: the note is not written on what it was not decided on, and looks again. */
    @ParameterizedTest
    @EnumSource
    void anEditAndANoteAtOnceBothHold(Engine engine) {
        var directory = directory(engine);
        var seen = entry(directory);
        clock.forward(Duration.ofDays(3));
        var late = new DutyNote(row(directory), List.of("M-1"), null, null);
        assertThat(directory.replace(grid("改名网格"), seen, "editor")).isTrue();
        new DutyNotes(directory, clock).write(List.of(late));
        assertThat(entry(directory).duty()).isEmpty();

        duty(directory).reevaluate(List.of(GRID));
        assertThat(entry(directory).duty()).containsExactly("M-1");
        assertThat(entry(directory).text("name")).isEqualTo("改名网格");
    }

    @ParameterizedTest
    @EnumSource
    void aNoteInTheMiddleOfAnImportRefusesItNotAndIsPublishedThoughTheImportIsGivenUp(
            Engine engine) {
        for (boolean commits : List.of(true, false)) {
            var directory = directory(engine);
            published(directory);
            try (var importing = directory.beginImport("test", false)) {
                importing.stage(
                        List.of(
                                new Import.Wanted(
                                        Kind.GRID,
                                        GRID,
                                        shown -> {
                                            // Read by the import already, and not written yet.
                                            theMemberBegins(directory);
                                            return Optional.of(grid("导入网格"));
                                        })));
                importing.awaitWritten();
                assertThat(entry(directory).text("name")).isEqualTo("拉乌网格");
                if (commits) {
                    importing.commit();
                }
            }
            var entry = entry(directory);
            assertThat(entry.text("name")).isEqualTo(commits ? "导入网格" : "拉乌网格");
            assertThat(entry.duty()).containsExactly("M-1");
            var row = row(directory);
            assertThat(row.containsKey(commits ? "import" : "pending")).isTrue();
            close();
            stored = null;
        }
    }

    /** Its state says no day that anybody could read, as after a fault in a program. */
    @ParameterizedTest
    @EnumSource
    void aGridThatCannotBeReadHoldsUpNoOther(Engine engine) {
        var directory = directory(engine);
        var sweep = new DutySweep(directory, duty(directory), clock);
        clock.forward(Duration.ofDays(3));
        directory
                .entries()
                .updateOne(
                        Filters.eq("_id", Kind.GRID.key(OTHER)),
                        Updates.combine(
                                Updates.set("state.validFrom", "soon"),
                                Updates.set(DutyNote.NEXT, 1L)));

        sweep.sweep();

        assertThat(entry(directory).duty()).containsExactly("M-1");
    }

    /** What came due meanwhile waits for it, and holds up nobody. */
    @ParameterizedTest
    @EnumSource
    void whatAnImportHasInHandIsLookedAtAfterIt(Engine engine) {
        var directory = directory(engine);
        var sweep = new DutySweep(directory, duty(directory), clock);
        try (var importing = directory.beginImport("test", false)) {
            importing.stage(List.of(Import.Wanted.of(grid("导入网格"))));
            importing.awaitWritten();
            clock.forward(Duration.ofSeconds(30));
            directory
                    .entries()
                    .updateMany(Filters.eq("kind", "GRID"), Updates.set(DutyNote.NEXT, 1L));
            sweep.sweep();
            assertThat(row(directory).get(DutyNote.NEXT)).isEqualTo(1L);
            assertThat(new DutyNotes(directory, clock).stored(Kind.GRID, List.of(OTHER)))
                    .noneMatch(other -> other.containsKey(DutyNote.NEXT));
            importing.commit();
        }
        clock.forward(Duration.ofDays(3));
        sweep.sweep();
        assertThat(entry(directory).duty()).containsExactly("M-1");
        assertThat(entry(directory).text("name")).isEqualTo("导入网格");
    }

    @ParameterizedTest
    @EnumSource
    void gridsWithNobodyOnDutyAreShownAsTheyAreWhileTheyAreImported(Engine engine) {
        var directory = directory(engine);
        var unattended = new Unattended(directory, clock);
        var third = "540328101201003";
        directory.save(List.of(grid(third, "已删网格")), Map.of(), "test");
        duty(directory).reevaluate(List.of(third));
        // Deleted, and nobody has looked since.
        assertThat(directory.remove(directory.find(Kind.GRID, third).orElseThrow(), "test"))
                .isTrue();
        assertThat(names(unattended, null)).containsExactly("拉乌网格", "竹卡网格");

        try (var importing = directory.beginImport("test", false)) {
            importing.stage(
                    List.of(Import.Wanted.of(grid("导入网格")), Import.Wanted.of(grid(third, "重设网格"))));
            importing.awaitWritten();
            assertThat(names(unattended, null)).containsExactly("拉乌网格", "竹卡网格");
            assertThat(names(unattended, "grid:" + GRID)).containsExactly("竹卡网格");
            assertThat(unattended.codes(List.of("540328"), 9)).containsExactly(GRID, OTHER);
            assertThat(unattended.among(List.of(GRID, third))).containsExactly(GRID);
            assertThat(unattended.count(List.of("5403"))).isEqualTo(2);
            assertThat(unattended.byCounty()).containsExactly(Map.entry("540328", 2L));
            importing.commit();
        }
        assertThat(names(unattended, null)).containsExactly("导入网格", "竹卡网格", "重设网格");
        assertThat(unattended.byCounty()).containsExactly(Map.entry("540328", 3L));
    }

    private static List<String> names(Unattended unattended, @Nullable String after) {
        return unattended
                .list(
                        List.of("540328"),
                        new Asked(50, after),
                        found -> found.stream().map(grid -> grid.text("name")).toList())
                .items();
    }

    @ParameterizedTest
    @EnumSource
    void aGridInAnAllottedCodeIsFoundByTheBeginningOfItsPinyin(Engine engine) {
        var directory = directory(engine);
        var allotment = new Allotment(directory, clock);
        var code = "540328101201009";
        assertThat(allotment.take(Kind.GRID, code, code, "test")).isTrue();
        assertThat(allotment.take(Kind.GRID, code, code, "test")).isFalse();
        assertThat(allotment.fill(grid(code, "夏季牧场"), "request", "test")).isTrue();
        assertThat(allotment.fill(grid(code, "另一个"), "other", "test")).isFalse();

        assertThat(directory.where(Kind.GRID, Filters.regex("search", Pattern.compile("^xiajimu"))))
                .extracting(Entry::code)
                .containsExactly(code);
        assertThat(allotment.requestOf(Kind.GRID, code)).contains("request");
        assertThat(directory.find(Kind.GRID, code).orElseThrow().version()).isEqualTo(1);
    }
}
