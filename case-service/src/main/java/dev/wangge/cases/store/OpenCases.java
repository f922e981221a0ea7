package dev.wangge.cases.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.life.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * How many cases members have to handle: counted on the index of their cases, at most once in ten
 * seconds each, and one more for each that goes to them meanwhile from here.
 */
@Component
public class OpenCases {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int MANY = 1_000;
    private static final int MOST_MEMBERS = 50_000;
    private final MongoCollection<Document> cases;
    private final Clock clock;
    private final Map<String, Counted> known = new ConcurrentHashMap<>();

    private record Counted(long cases, Instant until) {}

    OpenCases(MongoOperations mongo, Clock clock) {
        this.cases = mongo.getCollection("cases");
        this.clock = clock;
    }

    /**
     * How many, of more than a thousand a thousand.
     *
     * @param province a code that all of their cases lie below
     */
    public long of(String member, String province) {
        var now = clock.instant();
        @Nullable Counted before = known.get(member);
        if (before != null && now.isBefore(before.until())) {
            return before.cases();
        }
        if (known.size() >= MOST_MEMBERS) {
            known.clear();
        }
        long counted =
                cases.countDocuments(
                        Filters.and(
                                Filters.eq("assignee", member),
                                Filters.in("path", AccessKeys.ofAllIn(province)),
                                Filters.in(
                                        "status",
                                        Status.DISPATCHED.name(),
                                        Status.IN_PROGRESS.name())),
                        new CountOptions().limit(MANY));
        known.put(member, new Counted(counted, now.plus(FRESH)));
        return counted;
    }

    /** One more went to them. */
    public void wentTo(String member) {
        known.computeIfPresent(member, (any, it) -> new Counted(it.cases() + 1, it.until()));
    }
}
