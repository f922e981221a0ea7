package dev.wangge.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.audit.v1.AuditFact.Call;
import dev.wangge.contracts.audit.v1.AuditFact.RulesSet;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change and the note of it are one write, wherever the process is killed. */
class CarriedNotesTest {
    private final MovableClock clock = MovableClock.stopped();
    private final List<AuditNote> there = new ArrayList<>();
    private boolean killed;

    private void belongs(Document note) {
        if (killed) {
            throw new IllegalStateException("killed");
        }
        there.add(AuditNote.fromDocument(note));
    }

    private AuditNote note(String why) {
        return AuditNote.of(
                clock.instant(),
                "M-7 via console",
                new RulesSet(Call.NONE, "540328", why, List.of("limits@1")));
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsKilledBetweenLeavesTheNoteForTheSweep(Engine engine) {
        try (var client = MongoClients.create(engine.uri())) {
            var documents =
                    client.getDatabase("test-" + UUID.randomUUID()).getCollection("documents");
            var carried = new CarriedNotes(documents, this::belongs, clock);
            carried.createIndex();
            var first = note("first");
            documents.insertOne(CarriedNotes.carry(new Document("_id", 7L), first.toDocument()));
            carried.bring(7L, first.toDocument());
            assertThat(there).containsExactly(first);
            assertThat(notes(documents)).isEmpty();

            killed = true;
            var second = note("second");
            documents.updateOne(
                    Filters.eq("_id", 7L),
                    Updates.combine(
                            Updates.set("changed", true), CarriedNotes.carry(second.toDocument())));
            assertThatThrownBy(() -> carried.bring(7L, second.toDocument())).hasMessage("killed");
            killed = false;
            carried.sweep();
            assertThat(there).as("whoever wrote it may just be bringing it").hasSize(1);

            clock.forward(Duration.ofSeconds(11));
            carried.sweep();
            carried.sweep();
            assertThat(there).containsExactly(first, second);
            assertThat(notes(documents)).isEmpty();
            assertThat(find(documents).getBoolean("changed")).isTrue();
        }
    }

    private static Document find(MongoCollection<Document> documents) {
        return Objects.requireNonNull(documents.find(Filters.eq("_id", 7L)).first());
    }

    private static List<Document> notes(MongoCollection<Document> documents) {
        return find(documents).getList("auditNotes", Document.class, List.of());
    }
}
