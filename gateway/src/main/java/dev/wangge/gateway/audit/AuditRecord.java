package dev.wangge.gateway.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done, chained to the one before.
 *
 * @param seq from 1, without holes
 * @param at when it came into the chain, to the millisecond; never before the one before
 * @param event an {@link AuditEvent}, or one that only a newer gateway knows
 * @param by who, as facts name them; an account that was tried is in {@code about}
 * @param from the address that it came from, as far as it is known
 * @param about whose account, which client or case; null where it is about none
 * @param detail what changed, or what was asked for; null where the event says it all
 * @param origin of what was noted before it came here; null of what was written down at once
 * @param hash SHA-256 over the hash before it and all of the above
 */
record AuditRecord(
        long seq,
        Instant at,
        String event,
        String by,
        String from,
        @Nullable String about,
        @Nullable String detail,
        @Nullable Origin origin,
        String hash) {
    /** Before the first one. */
    static final String GENESIS = "0".repeat(64);

    /** The next one after another. */
    static AuditRecord after(long seqBefore, String hashBefore, Instant at, Noted noted) {
        var next =
                new AuditRecord(
                        seqBefore + 1,
                        at,
                        noted.event(),
                        noted.by(),
                        noted.from(),
                        noted.about(),
                        noted.detail(),
                        noted.origin(),
                        "");
        return new AuditRecord(
                next.seq,
                at,
                next.event,
                next.by,
                next.from,
                next.about,
                next.detail,
                next.origin,
                next.hashAfter(hashBefore));
    }

    /** Everybody in it: {@code M-1 via zhuoma via console} is found by each of the three. */
    List<String> who() {
        return Arrays.stream(by.split(" via ", -1)).distinct().toList();
    }

    /** What its hash has to be: the lengths keep one field from running into the next. */
    String hashAfter(String hashBefore) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var field : hashed(hashBefore)) {
                var bytes = field == null ? null : field.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        (bytes == null ? "-" : Integer.toString(bytes.length))
                                .getBytes(StandardCharsets.US_ASCII));
                digest.update((byte) ':');
                if (bytes != null) {
                    digest.update(bytes);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Eight fields; thirteen of what was noted before: their number cannot be mistaken. */
    private List<@Nullable String> hashed(String hashBefore) {
        var fields = new ArrayList<@Nullable String>();
        fields.add(hashBefore);
        fields.add(Long.toString(seq));
        fields.add(Long.toString(at.toEpochMilli()));
        fields.add(event);
        fields.add(by);
        fields.add(from);
        fields.add(about);
        fields.add(detail);
        if (origin != null) {
            fields.add(origin.id());
            fields.add(origin.service());
            fields.add(Long.toString(origin.happenedAt().toEpochMilli()));
            fields.add(origin.insteadOf());
            fields.add(origin.why());
        }
        return fields;
    }
}
