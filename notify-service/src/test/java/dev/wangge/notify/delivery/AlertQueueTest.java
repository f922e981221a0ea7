package dev.wangge.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.channel.Channel;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Channels;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.channel.Outcome;
import dev.wangge.notify.channel.Proof;
import dev.wangge.notify.delivery.AlertQueue.Due;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class AlertQueueTest {
    private static final ChannelName CARD = new ChannelName("CARD");
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private final MongoClient client = MongoClients.create(Engine.BEST.uri());
    private final MongoTemplate mongo = new MongoTemplate(client, "queue-" + UUID.randomUUID());
    private final MongoCollection<Document> alerts = mongo.getCollection(AlertStore.COLLECTION);
    private final AlertQueue queue =
            new AlertQueue(mongo, new Channels(List.of(new Card()), new SimpleMeterRegistry()));

    private static final class Card implements Channel {
        @Override
        public ChannelName name() {
            return CARD;
        }

        @Override
        public Traits traits() {
            return new Traits("cardId", false, false, Duration.ZERO, 64);
        }

        @Override
        public Optional<String> usable(String address) {
            return Optional.of(address);
        }

        @Override
        public Outcome send(String address, String outId, Message message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Proof proof(String address, String outId, Instant sentAt) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void drop() {
        client.getDatabase(mongo.getDb().getName()).drop();
        client.close();
    }

    private void wakes(String id, Instant at, @Nullable String waitsFor) {
        var alert = new Document("_id", id).append("wakeAt", Date.from(at));
        if (waitsFor != null) {
            alert.append("waitsFor", waitsFor);
        }
        alerts.insertOne(alert);
    }

    private List<String> due(@Nullable ChannelName waitsFor, int most) {
        return queue.due(waitsFor, NOW, most).stream().map(Due::id).toList();
    }

    @Test
    void whatWaitsLongestIsInFrontAndWhatWaitsForAPlaceStandsApart() {
        wakes("younger", NOW, null);
        wakes("older", NOW.minusSeconds(1), null);
        wakes("later", NOW.plusMillis(1), null);
        wakes("queued", NOW, "CARD");

        assertThat(due(null, 10)).containsExactly("older", "younger");
        assertThat(due(null, 1)).containsExactly("older");
        assertThat(queue.due(CARD, NOW, 10)).containsExactly(new Due("queued", NOW));
    }

    @Test
    void whatWaitsForAChannelThatIsGoneWaitsForNothing() {
        wakes("card", NOW, "CARD");
        wakes("pager", NOW, "PAGER");

        queue.release();

        assertThat(due(null, 10)).containsExactly("pager");
        assertThat(due(CARD, 10)).containsExactly("card");
    }

    /** However early that is: it would stand before others again. */
    @Test
    void whatStumblesWakesNoSooner() {
        wakes("a", NOW, null);

        assertThat(queue.stumbled("a", times -> NOW.plusSeconds(times))).isEqualTo(1);
        assertThat(queue.stumbled("a", times -> NOW.minusSeconds(times))).isEqualTo(2);

        assertThat(wakeAt("a")).isEqualTo(NOW.plusSeconds(1));
        assertThat(due(null, 10)).isEmpty();
    }

    @Test
    void whatWantsNothingDoesNotStumble() {
        alerts.insertOne(new Document("_id", "a"));

        assertThat(queue.stumbled("a", _ -> NOW)).isZero();
        assertThat(queue.stumbled("none", _ -> NOW)).isZero();
        assertThat(due(null, 10)).isEmpty();
    }

    private Instant wakeAt(String id) {
        var stored = Objects.requireNonNull(alerts.find(Filters.eq("_id", id)).first());
        return stored.getDate("wakeAt").toInstant();
    }
}
