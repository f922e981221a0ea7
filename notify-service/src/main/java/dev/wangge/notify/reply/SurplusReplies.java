package dev.wangge.notify.reply;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.notify.alert.Alert;
import dev.wangge.platform.aggregate.AggregateStore;
import dev.wangge.platform.aggregate.AggregateStores;
import dev.wangge.platform.event.FactChain;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bson.Document;
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

    private final AggregateStore store;
    private final MongoCollection<Document> replies;
    private final Clock clock;

    SurplusReplies(AggregateStores stores, Clock clock) {
        this.store = stores.of("surplusReplies", Alert.CODEC, Topics.ALERTS);
        this.replies = store.documents();
        this.clock = clock;
    }

    @PostConstruct
    void createIndexes() {
        replies.createIndex(Indexes.ascending("phone", "at"));
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
        var _ =
                store.insertIfAbsent(
                        id,
                        List.of(fact),
                        new Document("phone", phone).append("at", Date.from(now)));
        return true;
    }

    boolean holds(String reply) {
        return replies.find(Filters.eq("_id", reply)).projection(Projections.include("_id")).first()
                != null;
    }
}
