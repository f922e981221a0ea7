package dev.wangge.grids.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What lists find entries by: also those of the version before, and while an import changes them.
 */
class FoundByTest {
    private static final String VILLAGE = "540328101201";

    @ParameterizedTest
    @EnumSource
    void shiftsOfBeforeAreFoundAndGivenTheirSlots(Engine engine) {
        try (var stored = new StoredDirectory(engine, new MovableClock())) {
            var directory = stored.open();
            directory.save(
                    List.of(shift("S-1", "01", "02"), shift("S-2", "02", "03")), Map.of(), "test");
            var shifts = directory.entries();
            var asStored = shifts.find(Filters.eq("code", "S-1")).first();
            var _ = shifts.updateMany(new Document(), Updates.unset("slots"));
            assertThat(found(directory, "2026-03-01T12:00:00Z")).containsExactly("S-1");

            new SupplementSweep(directory).sweep();

            assertThat(shifts.find(Filters.eq("code", "S-1")).first()).isEqualTo(asStored);
            assertThat(shifts.countDocuments(Filters.exists("slots.0"))).isEqualTo(2);
            assertThat(found(directory, "2026-03-01T12:00:00Z")).containsExactly("S-1");
            assertThat(found(directory, "2026-03-02T00:00:00Z")).containsExactly("S-2");
            assertThat(found(directory, "2026-03-03T00:00:00Z")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void formerNamesOfBeforeAreGivenTheirTerms(Engine engine) {
        try (var stored = new StoredDirectory(engine, new MovableClock())) {
            var directory = stored.open();
            var code = VILLAGE + "001";
            var was = Entry.of(Kind.GRID, code, code, new Document("name", "夏季牧场"), null);
            var grid =
                    was.succeededBy(
                            new Document("name", "冬季牧场"),
                            null,
                            new Entry.Former(was.state(), null));
            directory.save(List.of(grid), Map.of(), "test");
            var grids = directory.entries();
            var asStored = grids.find().first();
            assertThat(asStored).asString().contains("xiajimuchang");
            var _ = grids.updateMany(new Document(), Updates.unset("former.0.search"));

            new SupplementSweep(directory).sweep();

            assertThat(grids.find().first()).isEqualTo(asStored);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAnImportChangesIsFoundAsItWasUntilItIsCommitted(Engine engine) {
        try (var stored = new StoredDirectory(engine, new MovableClock())) {
            var directory = stored.open();
            var code = VILLAGE + "001";
            var grid =
                    Entry.of(Kind.GRID, code, code, new Document("name", "夏季牧场"), null)
                            .succeededBy(
                                    new Document("name", "冬季牧场"),
                                    null,
                                    new Entry.Former(new Document("name", "夏季牧场"), null));
            directory.save(List.of(shift("S-1", "01", "02"), grid), Map.of(), "test");
            var once = Filters.elemMatch("former", Filters.regex("search", "^xiaji"));
            try (var importing = directory.beginImport("test", false)) {
                importing.stage(
                        List.of(
                                Import.Wanted.of(shift("S-1", "05", "06")),
                                Import.Wanted.of(
                                        Entry.of(
                                                Kind.GRID,
                                                code,
                                                code,
                                                new Document("name", "拉乌"),
                                                null))));
                importing.awaitWritten();
                assertThat(found(directory, "2026-03-01T12:00:00Z")).containsExactly("S-1");
                assertThat(found(directory, "2026-03-05T12:00:00Z")).isEmpty();
                assertThat(directory.where(Kind.GRID, once)).hasSize(1);
                importing.commit();
            }
            assertThat(found(directory, "2026-03-01T12:00:00Z")).isEmpty();
            assertThat(found(directory, "2026-03-05T12:00:00Z")).containsExactly("S-1");
            assertThat(directory.where(Kind.GRID, once)).isEmpty();
        }
    }

    private static Entry shift(String code, String from, String until) {
        var state =
                new Document("role", "STAFF")
                        .append("from", "2026-03-%sT00:00:00.000Z".formatted(from))
                        .append("until", "2026-03-%sT00:00:00.000Z".formatted(until));
        return Entry.of(Kind.SHIFT, code, VILLAGE, state, null);
    }

    private static List<String> found(Directory directory, String at) {
        return directory
                .list(
                        Kind.SHIFT,
                        List.of("54"),
                        Directory.holdingAt(Instant.parse(at)),
                        new Asked(10, null),
                        found -> found.stream().map(Entry::code).toList())
                .items();
    }
}
