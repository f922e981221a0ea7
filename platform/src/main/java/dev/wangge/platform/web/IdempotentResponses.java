package dev.wangge.platform.web;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.seal.Vault.BrokenSeal;
import dev.wangge.platform.store.Inserts;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first answer to a request with an {@code Idempotency-Key}, which is the answer to every
 * repeat, whatever became of the resource since. An insert claims the key, so that one of two at
 * once is carried out and the other waits for its answer. A claim whose owner was killed is taken
 * over: what it claimed may have been done, so requests must find what they made by their key.
 *
 * <p>Only successes are kept, and for good. They may show people, if masked: they are sealed.
 */
public final class IdempotentResponses {
    private static final Logger log = LoggerFactory.getLogger(IdempotentResponses.class);

    /** Longer than any request takes that has an answer to keep. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** A document has room for 16 MiB. Beyond, a repeat is asked again and sees the present. */
    private static final int LARGEST = 12 << 20;

    private final JsonMapper json = JsonMapper.builder().build();
    private final MongoCollection<Document> answers;
    private final Vault vault;
    private final Clock clock;
    private final Duration patience;

    public IdempotentResponses(MongoCollection<Document> answers, Vault vault, Clock clock) {
        this(answers, vault, clock, PATIENCE);
    }

    IdempotentResponses(
            MongoCollection<Document> answers, Vault vault, Clock clock, Duration patience) {
        this.answers = answers;
        this.vault = vault;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Carries a request out, unless its key has an answer.
     *
     * @param key null when none was sent: then it is just carried out
     * @param type of the answer's body, as Jackson writes and reads it
     * @param request answers with a success, or throws
     * @throws Problem idempotency-key-reused, or whatever the request throws
     */
    public <T> ResponseEntity<T> once(
            @Nullable IdempotencyKey key, Class<T> type, Supplier<ResponseEntity<T>> request) {
        if (key == null) {
            return request.get();
        }
        var claim = UUID.randomUUID().toString();
        if (insertIfAbsent(key, claim)) {
            return first(key, claim, type, request);
        }
        for (long since = System.nanoTime(); ; pause()) {
            var stored = answers.find(Filters.eq("_id", key.id())).first();
            if (stored == null) {
                // Refused, and not kept: now it is this one's turn.
                if (insertIfAbsent(key, claim)) {
                    return first(key, claim, type, request);
                }
                continue;
            }
            key.requireSameBody(stored.getString("body"));
            if (stored.containsKey("answer")) {
                return kept(stored, type, request);
            }
            if ((isOld(stored) || System.nanoTime() - since > patience.toNanos())
                    && takeOver(key, stored, claim)) {
                return first(key, claim, type, request);
            }
        }
    }

    private boolean insertIfAbsent(IdempotencyKey key, String claim) {
        return Inserts.insertIfAbsent(
                answers,
                new Document("_id", key.id())
                        .append("body", key.body())
                        .append("claim", claim)
                        .append("claimedAt", Date.from(clock.instant())));
    }

    private boolean isOld(Document stored) {
        return stored.getDate("claimedAt").toInstant().isBefore(clock.instant().minus(patience));
    }

    private boolean takeOver(IdempotencyKey key, Document stored, String claim) {
        return answers.updateOne(
                                claimed(key, stored.getString("claim")),
                                Updates.combine(
                                        Updates.set("claim", claim),
                                        Updates.set("claimedAt", Date.from(clock.instant()))))
                        .getMatchedCount()
                == 1;
    }

    /** Unanswered, and this one's to answer. */
    private static Bson claimed(IdempotencyKey key, String claim) {
        return Filters.and(
                Filters.eq("_id", key.id()),
                Filters.eq("claim", claim),
                Filters.exists("answer", false));
    }

    private <T> ResponseEntity<T> first(
            IdempotencyKey key, String claim, Class<T> type, Supplier<ResponseEntity<T>> request) {
        ResponseEntity<T> answer;
        try {
            answer = request.get();
        } catch (RuntimeException refused) {
            giveUp(key, claim);
            throw refused;
        }
        var sealed = vault.seal(json.writeValueAsString(answer.getBody()), key.id());
        if (sealed.length() > LARGEST) {
            giveUp(key, claim);
            return answer;
        }
        var keeps =
                answers.updateOne(
                        Filters.and(Filters.eq("_id", key.id()), Filters.exists("answer", false)),
                        Updates.combine(
                                Updates.set("status", answer.getStatusCode().value()),
                                Updates.set("etag", answer.getHeaders().getETag()),
                                Updates.set(
                                        "location",
                                        Objects.toString(answer.getHeaders().getLocation(), null)),
                                Updates.set("answer", sealed)));
        if (keeps.getMatchedCount() == 1) {
            return answer;
        }
        // So slow that another one took over, and answered.
        var stored = answers.find(Filters.eq("_id", key.id())).first();
        return stored == null ? answer : kept(stored, type, () -> answer);
    }

    private void giveUp(IdempotencyKey key, String claim) {
        try {
            answers.deleteOne(claimed(key, claim));
        } catch (RuntimeException e) {
            log.warn("The claim {} stays for {}: {}", key.id(), patience, e.getMessage());
        }
    }

    private <T> ResponseEntity<T> kept(
            Document stored, Class<T> type, Supplier<ResponseEntity<T>> request) {
        T body;
        try {
            var opened = vault.open(stored.getString("answer"), stored.getString("_id"));
            body = json.readValue(opened, type);
        } catch (BrokenSeal | JacksonException e) {
            // Of another master key, or of another time: what it made can still be told.
            log.warn("The answer {} cannot be read: {}", stored.getString("_id"), e.toString());
            return request.get();
        }
        var headers = new HttpHeaders();
        headers.setETag(stored.getString("etag"));
        var location = stored.getString("location");
        headers.setLocation(location == null ? null : URI.create(location));
        return ResponseEntity.status(stored.getInteger("status")).headers(headers).body(body);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for an answer", e);
        }
    }
}
