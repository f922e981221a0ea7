package dev.wangge.notify.reply;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.notify.alert.Alert;
import dev.wangge.platform.event.FactChain;
import dev.wangge.platform.relay.FactRelay;
import dev.wangge.platform.store.Inserts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * SMS with something to report for which their alert has no room: each a document of its own, which
 * publishes them as any reply that nobody asked for.
 */
@Component
class SurplusReplies {
    /** One a minute: more nobody writes. */
    private static final int MOST = 60;

    private static final Duration WITHIN = Duration.ofHours(1);

    private final MongoCollection<Document> replies;
    private final FactRelay relay;
    private final Clock clock;

    SurplusReplies(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            Clock clock,
            MeterRegistry metrics) {
        this.replies = mongo.getCollection("surplusReplies");
        this.relay =
                new FactRelay(
                        replies,
                        mongo.getCollection(FactRelay.SET_ASIDE),
                        kafka,
                        Alert.CODEC,
                        clock,
                        metrics,
                        Topics.ALERTS,
                        "/notify-service");
        this.clock = clock;
    }

    @PostConstruct
    void createIndexes() {
        relay.createIndex();
        replies.createIndex(Indexes.ascending("phone", "at"));
    }

    @PreDestroy
    void close() {
        relay.close();
    }

    @Scheduled(fixedDelay = 1000)
    void sweep() {
        relay.sweep();
    }

    /**
     * Takes one in, once.
     *
     * @param said its text is sealed for its own id: it is what the event is about
     * @param phone the blind index of who sent it
     * @return false when they sent too many
     */
    boolean take(UnaskedReply said, String phone) {
        var now = clock.instant();
        var lately =
                Filters.and(
                        Filters.eq("phone", phone), Filters.gt("at", Date.from(now.minus(WITHIN))));
        if (replies.countDocuments(lately, new CountOptions().limit(MOST)) >= MOST) {
            return false;
        }
        var id = said.reply();
        var fact = new FactChain(Alert.CODEC, id, List.of()).add(said, said.recipient(), now);
        var document =
                new Document("_id", id)
                        .append("phone", phone)
                        .append("at", Date.from(now))
                        .append("seq", fact.seq())
                        .append("facts", List.of(fact.toDocument()))
                        .append("relay", relay.firstLease(id));
        if (Inserts.insertIfAbsent(replies, document)) {
            relay.publishNew(id, List.of(fact));
        }
        return true;
    }

    boolean holds(String reply) {
        return replies.find(Filters.eq("_id", reply)).projection(Projections.include("_id")).first()
                != null;
    }
}
