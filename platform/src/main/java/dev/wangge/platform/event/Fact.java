package dev.wangge.platform.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.bson.Document;

/**
 * Something that happened to an aggregate, as it is stored, hashed and published.
 *
 * @param seq counts every fact of the aggregate from 1, without gaps
 * @param type the CloudEvents type, version included
 * @param at milliseconds precision
 * @param by as {@link dev.wangge.contracts.Actor} writes it
 * @param data the event's canonical JSON (RFC 8785): the bytes that were hashed
 * @param hash SHA-256 over the previous fact's hash and all of the above
 */
public record Fact(
        long seq, String id, String type, Instant at, String by, String data, String hash) {
    /** What the first fact of an aggregate is chained to. */
    public static final String GENESIS = "";

    /** Chains a new fact to the one before. */
    static Fact chained(
            String aggregate,
            String previousHash,
            long seq,
            String type,
            Instant at,
            String by,
            String data) {
        var id = Ids.of(aggregate, Long.toString(seq)).toString();
        return new Fact(
                seq,
                id,
                type,
                at,
                by,
                data,
                hash(aggregate, previousHash, seq, type, at, by, data));
    }

    /** Whether this fact is the one that was chained to the given hash. */
    public boolean follows(String aggregate, String previousHash) {
        return hash.equals(hash(aggregate, previousHash, seq, type, at, by, data));
    }

    private static String hash(
            String aggregate,
            String previousHash,
            long seq,
            String type,
            Instant at,
            String by,
            String data) {
        var line =
                String.join(
                        "\n",
                        previousHash,
                        aggregate,
                        Long.toString(seq),
                        type,
                        at.toString(),
                        by,
                        data);
        return Ids.sha256(line.getBytes(StandardCharsets.UTF_8));
    }

    /** As it lies in the aggregate's document. */
    public Document toDocument() {
        return new Document("seq", seq)
                .append("id", id)
                .append("type", type)
                .append("at", java.util.Date.from(at))
                .append("by", by)
                .append("data", data)
                .append("hash", hash);
    }

    public static Fact fromDocument(Document stored) {
        return new Fact(
                stored.get("seq", Number.class).longValue(),
                stored.getString("id"),
                stored.getString("type"),
                stored.getDate("at").toInstant(),
                stored.getString("by"),
                stored.getString("data"),
                stored.getString("hash"));
    }
}
