package dev.wangge.gateway.provider;

import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One attempt to sign in by somebody else's word. What is in it only the browser's session knows,
 * and the provider as much as it has to.
 *
 * @param state comes back with the code: 64 hexadecimal digits, as WeCom takes no other signs
 * @param nonce its hash stands in what the provider signs
 * @param verifier its hash went there with the browser, itself with the code (PKCE)
 * @param back where the browser is sent with the code
 */
public record Attempt(String state, String nonce, String verifier, URI back) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one, 256 random bits each. */
    public static Attempt begin(URI back) {
        return new Attempt(random(), random(), random(), back);
    }

    private static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Attempt[back=%s]".formatted(back);
    }
}
