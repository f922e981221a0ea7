package dev.wangge.platform.deadletter;

import com.mongodb.client.model.Filters;
import dev.wangge.platform.web.TimeOrder;
import java.util.ArrayList;
import java.util.Optional;
import org.bson.conversions.Bson;

/**
 * Which dead letters are asked for.
 *
 * @param cursor where the page before ended
 */
record Wanted(Optional<DeadLetterStatus> status, Optional<String> topic, Optional<String> cursor) {
    Bson filter() {
        var filters = new ArrayList<Bson>();
        status.ifPresent(state -> filters.add(Filters.eq("status", state.name())));
        topic.ifPresent(name -> filters.add(Filters.eq("topic", name)));
        cursor.ifPresent(place -> filters.add(TimeOrder.NEWEST_FIRST.after("at", place)));
        return filters.isEmpty() ? Filters.empty() : Filters.and(filters);
    }
}
