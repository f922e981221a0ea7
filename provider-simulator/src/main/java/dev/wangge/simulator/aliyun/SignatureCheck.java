package dev.wangge.simulator.aliyun;

import dev.wangge.simulator.SimulatorSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Lets in only what was signed with our secret, lately, and not seen before. */
@Component
class SignatureCheck {

    private static final Pattern AUTHORIZATION =
            Pattern.compile(
                    "(\\S+)\\s+Credential=([^,]+),\\s*SignedHeaders=([^,]+),\\s*Signature=(\\w+)");
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final List<String> ALWAYS_SIGNED =
            List.of("host", "x-acs-action", "x-acs-date", "x-acs-signature-nonce", "x-acs-version");

    private final SimulatorSettings.Aliyun account;
    private final Map<String, Instant> nonces = new RecentNonces();

    SignatureCheck(SimulatorSettings settings) {
        this.account = settings.aliyun();
    }

    /**
     * @throws AliyunRefusal as Aliyun's gateway would answer
     */
    void check(RpcCall call, Instant now) {
        String authorization =
                call.header("authorization")
                        .orElseThrow(() -> AliyunRefusal.missing("AccessKeyId"));
        Matcher parts = AUTHORIZATION.matcher(authorization);
        if (!parts.matches() || !parts.group(1).equals(Acs3Signature.ALGORITHM)) {
            throw incomplete("Authorization is not " + Acs3Signature.ALGORITHM + ".");
        }
        if (!parts.group(2).equals(account.accessKeyId())) {
            throw new AliyunRefusal(
                    404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
        }
        checkDate(call, now);
        List<String> signed =
                Arrays.stream(parts.group(3).split(";", -1))
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList();
        checkSigned(call, signed);
        String expected = Acs3Signature.of(call, signed, account.accessKeySecret());
        if (!same(expected, parts.group(4).toLowerCase(Locale.ROOT)) || !bodyHashHolds(call)) {
            throw new AliyunRefusal(
                    400,
                    "SignatureDoesNotMatch",
                    "Specified signature is not matched with our calculation.");
        }
        // Last, so that nobody without the secret can use up somebody's nonce.
        checkNonce(call, now);
    }

    private static void checkDate(RpcCall call, Instant now) {
        String date =
                call.header("x-acs-date").orElseThrow(() -> AliyunRefusal.missing("Timestamp"));
        try {
            if (Duration.between(Instant.parse(date), now).abs().compareTo(SKEW) > 0) {
                throw new AliyunRefusal(
                        400,
                        "InvalidTimeStamp.Expired",
                        "Specified time stamp or date value is expired.");
            }
        } catch (DateTimeParseException e) {
            throw new AliyunRefusal(
                    400,
                    "InvalidTimeStamp.Format",
                    "Specified time stamp or date value is not well formatted.");
        }
    }

    private static void checkSigned(RpcCall call, List<String> signed) {
        for (String name : ALWAYS_SIGNED) {
            if (!signed.contains(name)) {
                throw incomplete(name + " is not signed.");
            }
        }
        for (String name : call.headers().keySet()) {
            if (name.startsWith("x-acs-") && !signed.contains(name)) {
                throw incomplete(name + " is not signed.");
            }
        }
    }

    private static boolean bodyHashHolds(RpcCall call) {
        String actual = call.bodyHash();
        return same(call.header("x-acs-content-sha256").orElse(actual), actual);
    }

    private void checkNonce(RpcCall call, Instant now) {
        String nonce =
                call.header("x-acs-signature-nonce")
                        .orElseThrow(() -> AliyunRefusal.missing("SignatureNonce"));
        synchronized (nonces) {
            Instant seen = nonces.put(nonce, now);
            if (seen != null && seen.plus(SKEW).isAfter(now)) {
                throw new AliyunRefusal(
                        400, "SignatureNonceUsed", "Specified signature nonce was used already.");
            }
        }
    }

    private static AliyunRefusal incomplete(String why) {
        return new AliyunRefusal(
                400,
                "IncompleteSignature",
                "The request signature does not conform to Aliyun standards. " + why);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** The newest nonces: enough to catch a replay, too few to fill the heap of a load test. */
    private static final class RecentNonces extends LinkedHashMap<String, Instant> {
        private static final int KEPT = 20_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > KEPT;
        }
    }
}
