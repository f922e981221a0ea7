package dev.wangge.simulator.aliyun;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * ACS3-HMAC-SHA256 as Aliyun's V3 signature describes it: an HMAC over the hash of method, path,
 * sorted query, the signed headers and the body's hash.
 */
final class Acs3Signature {

    static final String ALGORITHM = "ACS3-HMAC-SHA256";

    private Acs3Signature() {}

    /** The signature that this call must carry, in lower-case hex. */
    static String of(RpcCall call, List<String> signedHeaders, String secret) {
        StringBuilder canonical = new StringBuilder();
        canonical.append(call.method()).append("\n/\n");
        canonical.append(canonicalQuery(call.query())).append('\n');
        for (String name : signedHeaders) {
            canonical
                    .append(name)
                    .append(':')
                    .append(call.headers().getOrDefault(name, ""))
                    .append('\n');
        }
        canonical.append('\n').append(String.join(";", signedHeaders)).append('\n');
        canonical.append(call.bodyHash());
        String toSign =
                ALGORITHM + "\n" + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hmac(secret, toSign));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String canonicalQuery(Map<String, String> query) {
        StringBuilder canonical = new StringBuilder();
        new TreeMap<>(query)
                .forEach((name, value) ->
                        canonical
                                .append(canonical.isEmpty() ? "" : "&")
                                .append(percentEncode(name))
                                .append('=')
                                .append(percentEncode(value)));
        return canonical.toString();
    }

    // RFC 3986: URLEncoder differs in these three.
    private static String percentEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
