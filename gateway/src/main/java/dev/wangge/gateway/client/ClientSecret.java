package dev.wangge.gateway.client;

import dev.wangge.gateway.account.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what a client shows that it is itself.
 *
 * @param encoded its hash, the way of hashing in front
 * @param since when it was given; null for a configured one
 * @param until before which it is good; null where that has no end
 * @param usedAt about when a token was last given for it, to the hour; null where none ever was
 */
public record ClientSecret(
        String encoded,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Instant usedAt) {

    /** Between those that are good at the same time. */
    static final String AND = " ";

    private static final Pattern EACH = Pattern.compile(AND);

    /**
     * SHA-256, once and without salt: nobody guesses 256 random bits, however fast each guess is,
     * and no table of them can be made beforehand. A slow hash is for what people choose.
     */
    private static final String ISSUED = "{issued}";

    private static final int RANDOM_BYTES = 32;

    /** A new one in the clear, which is shown once. */
    static String random() {
        return Hashes.random(RANDOM_BYTES);
    }

    static ClientSecret issued(String secret, Instant now) {
        return new ClientSecret(encoded(secret), now, null, null);
    }

    static String encoded(String secret) {
        return ISSUED + Hashes.of(secret);
    }

    /** Whether these are of our giving. */
    public static boolean isIssued(String encoded) {
        return encoded.startsWith(ISSUED);
    }

    /** Whether a secret is one of these, in the same time whichever it is, or none. */
    public static boolean isOneOf(CharSequence secret, String encoded) {
        var tried = encoded(secret.toString()).getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (var one : EACH.split(encoded, -1)) {
            found |= MessageDigest.isEqual(tried, one.getBytes(StandardCharsets.US_ASCII));
        }
        return found;
    }

    boolean isGood(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** The same, good until then at most. */
    ClientSecret endingBy(Instant then) {
        return until != null && until.isBefore(then)
                ? this
                : new ClientSecret(encoded, since, then, usedAt);
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "ClientSecret";
    }
}
