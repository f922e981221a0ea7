package dev.wangge.notify.channel.aliyun;

import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.store.DatabaseAway;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Aliyun pushes at once, each by itself: it pushes the whole batch again unless all is well,
 * and only some times. So one that nobody can read is counted and left, one that cannot be taken
 * for a fault of ours becomes a dead letter, and those behind it are taken. Only while the database
 * is away, or keeps no dead letter, is it worth another push.
 */
@Component
class PushedBatch {
    private static final Logger log = LoggerFactory.getLogger(PushedBatch.class);

    // Aliyun may add fields to what it pushes; its sequence_id is a number here, a text there.
    private final JsonMapper json =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final DeadLetters letters;
    private final Vault vault;
    private final Clock clock;
    private final MeterRegistry metrics;

    PushedBatch(DeadLetters letters, Vault vault, Clock clock, MeterRegistry metrics) {
        this.letters = letters;
        this.vault = vault;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Where batches are pushed to.
     *
     * @param name as it is counted
     * @param what a batch is, as the caller is told when it is something else
     * @param taker of one item, and of when it came
     */
    record Items<T>(String name, Class<T> type, String what, BiConsumer<T, Instant> taker) {
        String topic() {
            return "callbacks." + name;
        }
    }

    /**
     * Takes one after the other.
     *
     * @throws Problem database-unavailable when one was neither taken nor kept
     */
    <T> void each(byte[] body, Items<T> items) {
        boolean all = true;
        for (var item : array(body, items.what())) {
            var read = read(item, items);
            if (read.isPresent()) {
                all &= takeOrKeep(read.get(), item, items);
            }
        }
        if (!all) {
            throw new Problem(
                            ProblemType.DATABASE_UNAVAILABLE,
                            "Not all of it could be kept; push it again")
                    .header(HttpHeaders.RETRY_AFTER, "60");
        }
    }

    /** Takes one that was kept. */
    <T> void again(String key, byte[] sealed, Instant came, Items<T> items) {
        var item = vault.open(new String(sealed, StandardCharsets.US_ASCII), key);
        items.taker().accept(json.readValue(item, items.type()), came);
    }

    private <T> Optional<T> read(JsonNode item, Items<T> items) {
        try {
            if (item.isObject()) {
                return Optional.of(json.treeToValue(item, items.type()));
            }
        } catch (JacksonException e) {
            log.debug("Not one of the {}: {}", items.name(), e.getClass().getSimpleName());
        }
        // Its kind only: what it holds may be personal.
        log.warn("One of the {} that were pushed cannot be read, and is left", items.name());
        metrics.counter("wangge.callbacks.unreadable", "callback", items.name()).increment();
        return Optional.empty();
    }

    /** False when it was neither. */
    private <T> boolean takeOrKeep(T read, JsonNode item, Items<T> items) {
        try {
            items.taker().accept(read, clock.instant());
            return true;
        } catch (RuntimeException e) {
            if (DatabaseAway.causes(e)) {
                throw e;
            }
            return keep(item.toString(), items, e);
        }
    }

    private boolean keep(String item, Items<?> items, RuntimeException why) {
        // Made with our key: the same for the same item, and nobody can try out whose it is.
        var named = vault.sign((items.topic() + " " + item).getBytes(StandardCharsets.UTF_8));
        var key = Ids.of("pushed", HexFormat.of().formatHex(named)).toString();
        var sealed = vault.seal(item, key).getBytes(StandardCharsets.US_ASCII);
        try {
            letters.setAside(items.topic(), key, sealed, why);
            return true;
        } catch (RuntimeException e) {
            if (DatabaseAway.causes(e)) {
                throw e;
            }
            log.error(
                    "One of the {} was neither taken nor kept: {}, {}",
                    items.name(),
                    why.getClass().getName(),
                    e.getClass().getName());
            return false;
        }
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
