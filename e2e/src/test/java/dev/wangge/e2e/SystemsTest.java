package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A system of the county is let in by who keeps the system, and shut out again. */
@InCounty
class SystemsTest {
    private static final String FORM =
            """
            {"id":"water-bureau","name":"水利局","roles":["reporter"],"divisions":["540328"]}\
            """;

    private static JsonNode called(Browser browser, String method, String path, String body) {
        String answer = browser.fetch(method, path, body);
        assertThat(answer).as(method + " " + path).startsWith("20");
        return Json.read(answer.substring(4));
    }

    private static Answer token(County county, String secret) {
        String form =
                "grant_type=client_credentials&client_id=water-bureau&client_secret=" + secret;
        return Client.send(
                county.http(),
                HttpRequest.newBuilder(URI.create(county.url("gateway") + "/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    private static String tokenFor(County county, String secret) {
        Answer given = token(county, secret);
        assertThat(given.status()).as(given.toString()).isEqualTo(200);
        return given.json().path("access_token").asString();
    }

    private static Answer report(County county, String part, String token) {
        return Client.send(
                county.http(),
                HttpRequest.newBuilder(URI.create(county.url(part) + "/api/v1/cases"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Report.hazard("渠道漏水").body(), UTF_8)));
    }

    private static Answer reads(County county, String part, String token) {
        return Client.send(
                county.http(),
                HttpRequest.newBuilder(URI.create(county.url(part) + "/api/v1/cases?limit=1"))
                        .header("Authorization", "Bearer " + token));
    }

    @Test
    void aSystemIsOpenedReportsIsRotatedAndShutOut(County county) throws InvalidKeyException {
        try (Browser keeper = Browser.start()) {
            keeper.open(county.url("gateway") + "/sign-in?lang=en");
            keeper.write("input[name=account]", "system-admin");
            keeper.write("input[name=password]", county.secret("WANGGE_DEMONSTRATION_PASSWORD"));
            keeper.tap("#sign-in");
            keeper.write("input[name=code]", code(keeper.text("#secret")));
            keeper.tap("#enrol");
            keeper.open(county.url("gateway") + "/docs");

            String first =
                    called(keeper, "POST", "/api/v1/clients", FORM).path("secret").asString();
            String token = tokenFor(county, first);
            Answer reported = report(county, "gateway", token);
            assertThat(reported.status()).as(reported.toString()).isEqualTo(201);
            assertThat(report(county, "case-service", token).status()).isEqualTo(201);

            String rotate = "/api/v1/clients/water-bureau/actions/rotate";
            String second =
                    called(keeper, "POST", rotate, "{\"overlapDays\":1}").path("secret").asString();
            assertThat(reads(county, "gateway", tokenFor(county, first)).status()).isEqualTo(200);
            assertThat(reads(county, "gateway", tokenFor(county, second)).status()).isEqualTo(200);
            String third =
                    called(keeper, "POST", rotate, "{\"overlapDays\":0}").path("secret").asString();
            assertThat(token(county, first).status()).isEqualTo(401);
            assertThat(token(county, second).status()).isEqualTo(401);

            String held = tokenFor(county, third);
            assertThat(reads(county, "case-service", held).status()).isEqualTo(200);
            called(keeper, "POST", "/api/v1/clients/water-bureau/actions/disable", "");
            assertThat(reads(county, "gateway", held).status()).as("at once").isEqualTo(401);
            assertThat(token(county, third).text()).contains("invalid_client");
            await("case-service, reached directly, refuses its token")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> reads(county, "case-service", held).status() == 401);
            assertThat(report(county, "case-service", held).problem()).isEqualTo("unauthenticated");
        }
    }

    private static String code(String secret) throws InvalidKeyException {
        return new TimeBasedOneTimePasswordGenerator()
                .generateOneTimePasswordString(
                        new SecretKeySpec(new Base32().decode(secret), "HmacSHA1"), Instant.now());
    }
}
