package dev.wangge.gateway.account;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * One-time codes of an authenticator (RFC 6238): six digits, a new one each half minute, HMAC-SHA1
 * as all authenticators can. A clock may be a step off.
 */
final class Totp {
    private static final TimeBasedOneTimePasswordGenerator GENERATOR =
            new TimeBasedOneTimePasswordGenerator();
    private static final long STEP = GENERATOR.getTimeStep().toSeconds();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base32 BASE32 = new Base32();

    private Totp() {}

    /** 160 random bits, as people can type them: 32 letters and digits. */
    static String newSecret() {
        var secret = new byte[20];
        RANDOM.nextBytes(secret);
        return BASE32.encodeToString(secret);
    }

    /** What an authenticator reads from a QR code. */
    static String uri(String secret, String account, String issuer) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                .formatted(escaped(issuer), escaped(account), secret, escaped(issuer));
    }

    /** The step of time whose code this is, of the three around now; none for a wrong one. */
    static OptionalLong step(String secret, String code, Instant now) {
        long present = now.getEpochSecond() / STEP;
        return LongStream.rangeClosed(present - 1, present + 1)
                .filter(step -> code(secret, step).equals(code))
                .findFirst();
    }

    static String code(String secret, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(BASE32.decode(secret), "HmacSHA1"),
                    Instant.ofEpochSecond(step * STEP));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
