package dev.wangge.notify.delivery;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Channels;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.IntFunction;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** The alerts that want to be looked at, and what some of them wait for. */
@Component
class AlertQueue {
    private final MongoCollection<Document> alerts;
    private final Channels channels;

    AlertQueue(MongoOperations mongo, Channels channels) {
        this.alerts = mongo.getCollection(AlertStore.COLLECTION);
        this.channels = channels;
    }

    /** What waits for a channel of a version before, that is no longer there, waits for nothing. */
    @PostConstruct
    void release() {
        var known = channels.names().stream().map(ChannelName::value).toList();
        var _ =
                alerts.updateMany(
                        Filters.and(Filters.gt("waitsFor", ""), Filters.nin("waitsFor", known)),
                        Updates.unset("waitsFor"));
    }

    /** An alert that wants to be looked at, and since when. */
    record Due(String id, Instant since) {}

    /**
     * Those that want to be looked at, the one that waits longest in front.
     *
     * @param waitsFor those that wait for a place at this provider; null for all others
     */
    List<Due> due(@Nullable ChannelName waitsFor, Instant now, int most) {
        return alerts.find(
                        Filters.and(
                                Filters.eq("waitsFor", waitsFor == null ? null : waitsFor.value()),
                                Filters.lte("wakeAt", Date.from(now))))
                .projection(Projections.include("wakeAt"))
                .sort(Sorts.ascending("wakeAt"))
                .limit(most)
                .map(found -> new Due(found.getString("_id"), found.getDate("wakeAt").toInstant()))
                .into(new ArrayList<>());
    }

    /**
     * An alert could not be looked at, for a reason of its own: it wakes no sooner than then, and
     * stands before no other.
     *
     * @return how often that was so by now; 0 when it does not want to be looked at any more
     */
    int stumbled(String id, IntFunction<Instant> again) {
        var wants = Filters.and(Filters.eq("_id", id), Filters.exists("wakeAt"));
        var counted =
                alerts.findOneAndUpdate(
                        wants,
                        Updates.inc("stumbles", 1),
                        new FindOneAndUpdateOptions()
                                .projection(Projections.include("stumbles"))
                                .returnDocument(ReturnDocument.AFTER));
        if (counted == null) {
            return 0;
        }
        int times = counted.get("stumbles", Number.class).intValue();
        alerts.updateOne(wants, Updates.max("wakeAt", Date.from(again.apply(times))));
        return times;
    }
}
