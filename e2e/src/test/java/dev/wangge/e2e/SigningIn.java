package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import tools.jackson.databind.JsonNode;

/** How somebody comes to be signed in, and calls what pages call. */
final class SigningIn {
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

    /** An administrator's first time: they set their authenticator up. */
    static void enrol(Browser browser) throws InvalidKeyException {
        browser.write("input[name=code]", code(browser.text("#secret")));
        browser.tap("#enrol");
        assertThat(browser.visible("#recovery").isDisplayed()).isTrue();
    }

    static String code(String secret) throws InvalidKeyException {
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
