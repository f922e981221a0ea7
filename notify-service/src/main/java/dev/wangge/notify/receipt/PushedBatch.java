package dev.wangge.notify.receipt;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.store.DatabaseAway;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Aliyun pushes at once, each by itself: it pushes the whole batch again unless all is well,
 * so one that cannot be taken is counted and left, or those behind it would never be. Only while
 * the database is away is it worth another push.
 */
@Component
class PushedBatch {
    private static final Logger log = LoggerFactory.getLogger(PushedBatch.class);

    // Aliyun may add fields to what it pushes; its sequence_id is a number here, a text there.
    private final JsonMapper json =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final MeterRegistry metrics;

    PushedBatch(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * Takes one after the other.
     *
     * @param callback which one, as it is counted
     * @param what the whole is, as the caller is told when it is something else
     */
    <T> void each(byte[] body, String callback, Class<T> type, String what, Consumer<T> taker) {
        for (var item : array(body, what)) {
            try {
                take(item, type, taker);
            } catch (RuntimeException e) {
                if (DatabaseAway.causes(e)) {
                    throw e;
                }
                // Its kind only: its message quotes what was pushed.
                log.warn(
                        "One of the {} that were pushed is left: {}",
                        callback,
                        e.getClass().getSimpleName());
                metrics.counter("wangge.callbacks.unreadable", "callback", callback).increment();
            }
        }
    }

    private <T> void take(JsonNode item, Class<T> type, Consumer<T> taker) {
        if (!item.isObject()) {
            throw new IllegalArgumentException("Not an object");
        }
        taker.accept(json.treeToValue(item, type));
    }

    private JsonNode array(byte[] body, String what) {
        try {
            var read = json.readTree(body);
            if (read.isArray()) {
                return read;
            }
        } catch (JacksonException e) {
            log.debug("No JSON was pushed: {}", e.getClass().getSimpleName());
        }
        throw Problem.invalid(Pointed.at("#", "wrong-value", what));
    }
}
