package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import tools.jackson.databind.JsonNode;

/** How somebody comes to be signed in, and calls what pages call. */
final class SigningIn {
    private static final Map<String, Deque<String>> CODES = new ConcurrentHashMap<>();

    private SigningIn() {}

    static void signIn(Browser browser, County county, String account, String password) {
        browser.open(county.url("gateway") + "/sign-in?lang=en");
        browser.write("input[name=account]", account);
        browser.write("input[name=password]", password);
        browser.tap("#sign-in");
    }

    /** Of an account of the demonstration. */
    static void signIn(Browser browser, County county, String account) {
        signIn(browser, county, account, county.secret("WANGGE_DEMONSTRATION_PASSWORD"));
    }

    /**
     * One of the three administrators. The first story in which they come sets their authenticator
     * up; in each later one they have lost it, and come in by one of the codes for that.
     */
    static void signInAsAdministrator(Browser browser, County county, String account)
            throws InvalidKeyException {
        signIn(browser, county, account);
        Deque<String> codes = CODES.computeIfAbsent(account, _ -> new ArrayDeque<>());
        if (codes.isEmpty()) {
            browser.picture("authenticator-en");
            browser.write("input[name=code]", code(browser.text("#secret")));
            browser.tap("#enrol");
            browser.text("#recovery").lines().forEach(codes::add);
            assertThat(codes).hasSizeGreaterThan(5);
            browser.tap("#onwards");
        } else {
            browser.write("input[name=code]", codes.removeFirst());
            browser.tap("#code");
        }
    }

    private static String code(String secret) throws InvalidKeyException {
        return new TimeBasedOneTimePasswordGenerator()
                .generateOneTimePasswordString(
                        new SecretKeySpec(new Base32().decode(secret), "HmacSHA1"), Instant.now());
    }

    static JsonNode called(Browser browser, String method, String path, String body) {
        String answer = browser.fetch(method, path, body);
        assertThat(answer).as(method + " " + path).startsWith("20");
        return Json.read(answer.substring(4));
    }
}
