package dev.wangge.grids.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import dev.wangge.platform.problem.Problem;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An import shows all at once, or not at all, whatever happens in the middle of it. */
class ImportTest {
    private static final String COUNTY = "540328000000";
    private static final List<String> ALL = List.of("");
    private final MovableClock clock = MovableClock.stopped();
    private @Nullable StoredDirectory stored;

    @AfterEach
    void close() {
        if (stored != null) {
            stored.close();
        }
    }

    /** Another instance of the service on the same database. */
    private Directory directory(Engine engine) {
        var known = stored == null ? new StoredDirectory(engine, clock) : stored;
        stored = known;
        return known.open();
    }

    private static Entry village(int i, String name) {
        var code = "540328101%03d".formatted(200 + i);
        return Entry.of(
                Kind.DIVISION,
                code,
                code,
                new Document("name", name + i)
                        .append("level", "village")
                        .append("parent", "540328101000"),
                null);
    }

    private static List<Entry> villages(int from, int to, String name) {
        return IntStream.range(from, to).mapToObj(i -> village(i, name)).toList();
    }

    private static List<Import.Wanted> wanted(List<Entry> entries) {
        return entries.stream().map(Import.Wanted::of).toList();
    }

    private static List<String> names(Directory directory) {
        return directory.all(Kind.DIVISION).stream().map(entry -> entry.text("name")).toList();
    }

    private static List<String> listed(Directory directory, String name) {
        return directory
                .list(
                        Kind.DIVISION,
                        ALL,
                        List.of(Filters.regex("state.name", "^" + name)),
                        new Asked(200, null),
                        found -> found.stream().map(entry -> entry.text("name")).toList())
                .items();
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfItShowsBeforeAllOfItDoes(Engine engine) {
        var mine = directory(engine);
        var other = directory(engine);
        mine.save(villages(0, 3, "旧"), Map.of(), "test");

        try (var importing = mine.beginImport("test", false)) {
            importing.stage(wanted(villages(0, 2, "新")));
            importing.stage(wanted(villages(2, 5, "新")));
            importing.awaitWritten();
            assertThat(names(mine)).containsExactly("旧0", "旧1", "旧2");
            assertThat(names(other)).containsExactly("旧0", "旧1", "旧2");
            assertThat(listed(other, "旧")).hasSize(3);
            assertThat(listed(other, "新")).isEmpty();
            assertThat(other.find(Kind.DIVISION, village(4, "").code())).isEmpty();
            long before = other.changes();
            assertThat(importing.commit()).isEqualTo(new Imported(5, 2, 3, 0));
            assertThat(other.changes()).isGreaterThan(before);
        }

        assertThat(names(other)).containsExactly("新0", "新1", "新2", "新3", "新4");
        assertThat(listed(other, "旧")).isEmpty();
        assertThat(listed(other, "新")).hasSize(5);
        try (var again = other.beginImport("test", false)) {
            again.stage(wanted(villages(0, 5, "新")));
            assertThat(again.commit()).isEqualTo(new Imported(5, 0, 0, 5));
        }
    }

    /** Who lists knows of no import yet, and finds the first rows of one. */
    @ParameterizedTest
    @EnumSource
    void anImportThatBeginsWhileAListIsReadDoesNotShow(Engine engine) {
        var mine = directory(engine);
        mine.save(villages(0, 3, "旧"), Map.of(), "test");
        var begun = new ArrayList<Import>();
        Runnable begins =
                () -> {
                    var importing = mine.beginImport("test", false);
                    begun.add(importing);
                    importing.stage(wanted(villages(0, 2, "新" + begun.size())));
                    importing.awaitWritten();
                };
        var asked = Objects.requireNonNull(stored);

        assertThat(listed(asked.openInterrupted(1, begins), "旧")).containsExactly("旧0", "旧1", "旧2");
        begun.getLast().close();
        assertThat(listed(asked.openInterrupted(1, begins), "新")).isEmpty();
        begun.getLast().commit();
        assertThat(listed(mine, "新")).containsExactly("新20", "新21");
        assertThat(begun).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aListIsThereThoughImportsNeverCease(Engine engine) {
        var mine = directory(engine);
        mine.save(villages(0, 3, "旧"), Map.of(), "test");
        Runnable comesAndGoes =
                () -> {
                    try (var importing = mine.beginImport("test", false)) {
                        importing.commit();
                    }
                };
        var reader =
                Objects.requireNonNull(stored).openInterrupted(Integer.MAX_VALUE, comesAndGoes);

        assertThat(listed(reader, "旧")).containsExactly("旧0", "旧1", "旧2");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotCommittedIsPutBackAsItWas(Engine engine) {
        var directory = directory(engine);
        directory.save(villages(0, 2, "旧"), Map.of(), "test");
        var removed = directory.find(Kind.DIVISION, village(1, "").code()).orElseThrow();
        directory.remove(removed, "test");
        var before = rows(directory);

        try (var importing = directory.beginImport("test", false)) {
            importing.stage(wanted(villages(0, 2_500, "新")));
        }

        assertThat(names(directory)).containsExactly("旧0");
        assertThat(rows(directory)).isEqualTo(before);
    }

    private static List<Document> rows(Directory directory) {
        return directory
                .entries()
                .find()
                .sort(new Document("_id", 1))
                .map(row -> {
                    var unpublished = row.containsKey("pending") || row.containsKey("import");
                    List.of("pending", "import", "before").forEach(row::remove);
                    return row.append("unpublished", unpublished);
                })
                .into(new ArrayList<>());
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("resource") // Its process died.
    void whatADeadProcessBeganIsUndone(Engine engine) {
        var died = directory(engine);
        died.save(villages(0, 2, "旧"), Map.of(), "test");
        var abandoned = died.beginImport("test", false);
        abandoned.stage(wanted(villages(1, 3, "新")));
        abandoned.awaitWritten();

        var other = directory(engine);
        assertThat(names(other)).containsExactly("旧0", "旧1");
        assertThat(other.imports().toUndo()).isEmpty();
        assertThatThrownBy(() -> other.save(villages(1, 2, "又"), known(other), "test"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("meanwhile");

        clock.forward(Duration.ofMinutes(2));
        other.imports().toUndo().forEach(other.undo()::run);
        assertThat(names(other)).containsExactly("旧0", "旧1");
        assertThatThrownBy(abandoned::commit).isInstanceOf(Problem.class);
        assertThat(names(other)).containsExactly("旧0", "旧1");
        other.save(villages(1, 3, "又"), known(other), "test");
        assertThat(names(other)).containsExactly("旧0", "又1", "又2");
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("resource") // Its process slept, and goes on in the middle of a write.
    void aWriteThatComesAfterTheUndoShowsNothing(Engine engine) {
        var slow = directory(engine);
        var other = directory(engine);
        var paused = slow.beginImport("test", false);
        var late =
                new Import.Wanted(
                        Kind.DIVISION,
                        village(0, "").code(),
                        any -> {
                            clock.forward(Duration.ofMinutes(2));
                            undoDead(other);
                            return Optional.of(village(0, "迟"));
                        });
        paused.stage(List.of(late));
        paused.awaitWritten();

        assertThat(other.entries().countDocuments()).isEqualTo(1);
        assertThat(names(other)).isEmpty();
        undoDead(other);
        assertThat(other.entries().countDocuments()).isZero();
        assertThat(other.imports().toUndo()).hasSize(1);
        clock.forward(Duration.ofDays(2));
        undoDead(other);
        assertThat(other.imports().toUndo()).isEmpty();
    }

    private static void undoDead(Directory directory) {
        for (var number : directory.imports().toUndo()) {
            directory.undo().run(number);
            directory.imports().undoneForDead(number);
        }
    }

    private static Map<String, Entry> known(Directory directory) {
        return directory.find(
                Kind.DIVISION, villages(0, 10, "").stream().map(Entry::code).toList());
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoThatBringInTheSameOneIsRefusedWhole(Engine engine) {
        var directory = directory(engine);
        try (var first = directory.beginImport("one", false);
                var second = directory.beginImport("two", false)) {
            first.stage(wanted(villages(0, 2, "一")));
            first.awaitWritten();
            second.stage(wanted(villages(2, 4, "二")));
            assertThatThrownBy(() -> second.stage(wanted(villages(1, 2, "二"))))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("imported by another");
            first.commit();
        }
        assertThat(names(directory)).containsExactly("一0", "一1");
    }

    @ParameterizedTest
    @EnumSource
    void whatCouldNotBeWrittenIsSaidBeforeAnythingShows(Engine engine) {
        var directory = directory(engine);
        var other = directory(engine);
        var taken =
                new Import.Wanted(
                        Kind.DIVISION,
                        village(1, "").code(),
                        none -> {
                            // Read by the import already, and not written yet.
                            assertThat(other.create(village(1, "占"), "other")).isTrue();
                            return Optional.of(village(1, "新"));
                        });
        try (var importing = directory.beginImport("test", false)) {
            importing.stage(wanted(villages(0, 1, "新")));
            importing.stage(List.of(taken));
            assertThatThrownBy(importing::commit)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("made by another");
        }
        assertThat(names(directory)).containsExactly("占1");
        assertThat(directory.entries().countDocuments()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsStagedTwiceIsRefused(Engine engine) {
        var directory = directory(engine);
        directory.save(villages(0, 1, "旧"), Map.of(), "test");
        for (int village = 0; village < 2; village++) {
            var twice = wanted(villages(village, village + 1, "新"));
            try (var importing = directory.beginImport("test", false)) {
                assertThatThrownBy(
                                () -> {
                                    importing.stage(twice);
                                    importing.stage(twice);
                                    importing.commit();
                                })
                        .isInstanceOf(Problem.class)
                        .hasMessageContaining("nothing was stored");
            }
            assertThat(names(directory)).containsExactly("旧0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEditWaitsForTheImportThatHasItInHand(Engine engine) {
        var directory = directory(engine);
        directory.save(villages(0, 1, "旧"), Map.of(), "test");
        var seen = directory.find(Kind.DIVISION, village(0, "").code()).orElseThrow();
        try (var importing = directory.beginImport("test", false)) {
            importing.stage(wanted(villages(0, 1, "新")));
            importing.awaitWritten();
            assertThatThrownBy(() -> directory.replace(village(0, "改"), seen, "test"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("imported just now");
            importing.commit();
        }
        assertThat(directory.replace(village(0, "改"), seen, "test")).isFalse();
        var present = directory.find(Kind.DIVISION, seen.code()).orElseThrow();
        assertThat(present.version()).isEqualTo(seen.version() + 1);
        assertThat(directory.replace(village(0, "改"), present, "test")).isTrue();
        assertThat(names(directory)).containsExactly("改0");
        var row = directory.entries().find().first();
        assertThat(row).containsKey("pending").doesNotContainKeys("import", "before");
    }

    @ParameterizedTest
    @EnumSource
    void aTombstoneIsRevivedAndCountsOn(Engine engine) {
        var directory = directory(engine);
        directory.save(villages(0, 1, "旧"), Map.of(), "test");
        var first = directory.find(Kind.DIVISION, village(0, "").code()).orElseThrow();
        assertThat(directory.remove(first, "test")).isTrue();
        assertThat(names(directory)).isEmpty();
        directory.save(villages(0, 1, "新"), Map.of(), "test");
        assertThat(directory.find(Kind.DIVISION, first.code()).orElseThrow().version())
                .isEqualTo(3);
        assertThat(directory.find(Kind.DIVISION, COUNTY)).isEmpty();
    }
}
