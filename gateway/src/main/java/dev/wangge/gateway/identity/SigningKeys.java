package dev.wangge.gateway.identity;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.store.Inserts;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The keys that sign tokens: shared by all instances, sealed in the database, and a new one each so
 * many days. A new one is published an hour before it signs, an old one for as long as its last
 * token lives: no token is refused because of it.
 */
final class SigningKeys implements JWKSource<SecurityContext> {
    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final String ID = "signing-key-";
    private static final Duration BEFORE_IT_SIGNS = Duration.ofHours(1);
    private static final Duration AFTER_IT_SIGNED = Duration.ofHours(2);

    private final MongoCollection<Document> stored;
    private final Vault vault;
    private final Duration each;
    private final InstantSource clock;
    private volatile List<Key> keys;

    /**
     * One of them.
     *
     * @param from when it begins to sign
     */
    private record Key(int number, RSAKey key, Instant from) {}

    SigningKeys(MongoOperations mongo, Vault vault, Duration each, InstantSource clock) {
        this.stored = mongo.getCollection("keys");
        this.vault = vault;
        this.each = each;
        this.clock = clock;
        this.keys = read();
        if (keys.isEmpty()) {
            make(1, Instant.EPOCH);
            this.keys = read();
        }
    }

    /** Looks which there are, and makes the next one where it is time. */
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void turn() {
        var now = clock.instant();
        keys = read();
        var newest = keys.getLast();
        var since = newest.from.equals(Instant.EPOCH) ? madeAt(newest) : newest.from;
        if (!now.isBefore(since.plus(each))) {
            make(newest.number + 1, now.plus(BEFORE_IT_SIGNS));
            keys = read();
        }
        var signing = signing(now);
        keys.stream()
                .filter(key -> key.number < signing.number)
                .filter(_ -> !now.isBefore(signing.from.plus(AFTER_IT_SIGNED)))
                .forEach(key -> {
                    var _ = stored.deleteOne(Filters.eq("_id", ID + key.number));
                });
        keys = read();
    }

    /** Of these the one that signs now. */
    JWK signing(List<JWK> among) {
        var id = signing(clock.instant()).key.getKeyID();
        return among.stream().filter(key -> id.equals(key.getKeyID())).findFirst().orElseThrow();
    }

    private Key signing(Instant now) {
        return keys.stream()
                .filter(key -> !now.isBefore(key.from))
                .max(Comparator.comparingInt(Key::number))
                .orElse(keys.getFirst());
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(new JWKSet(keys.stream().<JWK>map(Key::key).toList()));
    }

    /** Of two instances that make one at once the first to write decides. */
    private void make(int number, Instant from) {
        try {
            var made = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
            var id = ID + number;
            boolean first =
                    Inserts.insertIfAbsent(
                            stored,
                            new Document("_id", id)
                                    .append("sealed", vault.seal(made.toJSONString(), id))
                                    .append("from", Date.from(from))
                                    .append("madeAt", Date.from(clock.instant())));
            if (first && number > 1) {
                log.info("Tokens are signed by key {} from {} on", made.getKeyID(), from);
            }
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant madeAt(Key key) {
        var document = stored.find(Filters.eq("_id", ID + key.number)).first();
        var made = document == null ? null : document.getDate("madeAt");
        if (made == null) {
            // One from before keys turned: its time begins now.
            var _ =
                    stored.updateOne(
                            Filters.eq("_id", ID + key.number),
                            new Document(
                                    "$set", new Document("madeAt", Date.from(clock.instant()))));
            return clock.instant();
        }
        return made.toInstant();
    }

    private List<Key> read() {
        var read = new ArrayList<Key>();
        for (var document : stored.find(Filters.regex("_id", "^" + ID))) {
            var id = document.getString("_id");
            var from = document.getDate("from");
            read.add(
                    new Key(
                            Integer.parseInt(id.substring(ID.length())),
                            open(document.getString("sealed"), id),
                            from == null ? Instant.EPOCH : from.toInstant()));
        }
        read.sort(Comparator.comparingInt(Key::number));
        return List.copyOf(read);
    }

    private RSAKey open(String sealed, String id) {
        try {
            return RSAKey.parse(vault.open(sealed, id));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        } catch (Vault.BrokenSeal e) {
            throw new IllegalStateException(
                    "The signing key in collection keys was sealed with another WANGGE_MASTER_KEY:"
                            + " start with that one, or delete the key to have a new one made",
                    e);
        }
    }
}
