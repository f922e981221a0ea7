package dev.wangge.gateway.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done, chained to the one before.
 *
 * @param seq from 1, without holes
 * @param at to the millisecond
 * @param by who, as facts name them; an account that was tried is in {@code about}
 * @param from the address that it came from, as far as it is known
 * @param about whose account, or which client; null where it is about none
 * @param detail what changed; null where the event says it all
 * @param hash SHA-256 over the hash before it and all of the above
 */
record AuditRecord(
        long seq,
        Instant at,
        AuditEvent event,
        String by,
        String from,
        @Nullable String about,
        @Nullable String detail,
        String hash) {
    /** Before the first one. */
    static final String GENESIS = "0".repeat(64);

    /** The next one after another. */
    static AuditRecord after(
            long seqBefore,
            String hashBefore,
            Instant at,
            AuditEvent event,
            String by,
            String from,
            @Nullable String about,
            @Nullable String detail) {
        var next = new AuditRecord(seqBefore + 1, at, event, by, from, about, detail, "");
        return new AuditRecord(
                next.seq, at, event, by, from, about, detail, next.hashAfter(hashBefore));
    }

    /** What its hash has to be: the lengths keep one field from running into the next. */
    String hashAfter(String hashBefore) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var field :
                    new @Nullable String[] {
                        hashBefore,
                        Long.toString(seq),
                        Long.toString(at.toEpochMilli()),
                        event.name(),
                        by,
                        from,
                        about,
                        detail
                    }) {
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
}
