package dev.wangge.cases.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class OpenCasesTest {
    private final MovableClock clock = MovableClock.stopped();

    private static Document of(String member, String status) {
        return new Document("_id", UUID.randomUUID().toString())
                .append("assignee", member)
                .append("status", status)
                .append("path", List.of("54", "5403", "540328"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatAMemberHasToHandleIsCountedOnceInTenSeconds(Engine engine) {
        try (MongoClient client = MongoClients.create(engine.uri())) {
            var mongo = new MongoTemplate(client, "open-" + UUID.randomUUID());
            var cases = mongo.getCollection("cases");
            cases.insertMany(
                    List.of(
                            of("M-1", "DISPATCHED"),
                            of("M-1", "IN_PROGRESS"),
                            of("M-1", "HANDLED"),
                            of("M-1", "CLOSED"),
                            of("M-2", "DISPATCHED")));
            var open = new OpenCases(mongo, clock);

            assertThat(open.of("M-1", "54")).isEqualTo(2);
            assertThat(open.of("M-2", "54")).isEqualTo(1);
            assertThat(open.of("M-3", "54")).isZero();

            open.wentTo("M-2");
            open.wentTo("nobody asked for");
            cases.insertOne(of("M-1", "DISPATCHED"));
            assertThat(open.of("M-1", "54")).isEqualTo(2);
            assertThat(open.of("M-2", "54")).isEqualTo(2);

            clock.forward(Duration.ofSeconds(10));
            assertThat(open.of("M-1", "54")).isEqualTo(3);
            assertThat(open.of("M-2", "54")).isEqualTo(1);
            mongo.getDb().drop();
        }
    }
}
