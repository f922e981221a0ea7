package dev.wangge.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class DiscreetLogsTest {
    private static final String JWT =
            "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjb3VudHktZGVtbyJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";
    private static final String LINK =
            "AZPq3x9_d4mKkqU1Zr0bTQGT6t8fXQ5PoV2c7uWm1LxnK0yXTVMtNTQwMzI4MjAzMjAyMDAxLTH4hQ9c1mZ0pR7wYt2E";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(DiscreetLogsTest.class);

    @BeforeEach
    void setLoggingUp() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var lines = new PatternLayoutEncoder();
        lines.setContext(context);
        lines.setPattern("%level %logger{0}: %msg%n%ex");
        lines.start();
        appender.setContext(context);
        appender.setEncoder(lines);
        appender.setOutputStream(written);
        appender.start();
        log.addAppender(appender);
        start(Map.of("wangge.receipts.token", "only-this-county", "server.port", "8080"));
    }

    @AfterEach
    void takeItDown() {
        log.detachAppender(appender);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://127.0.0.1:8081/l/" + LINK + ": away",
                "GET /z/" + LINK + "?lang=bo",
                "https://wg.example.org/a/Ab3xYz9Q",
                "/callbacks/aliyun-sms/some-secret/replies",
                "[ERROR] https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=Zx9-abc_1: 48002",
                "{\"touser\":\"zhaxi\",\"textcard\":{\"title\":\"路边落石\",\"url\":\"http://x/l/"
                        + LINK
                        + "\"}}",
                "Authorization: Bearer " + JWT,
                "Invalid token " + JWT,
                "Basic Y291bnR5LWRlbW86Y291bnR5LWRlbW8tc2VjcmV0",
                "client_secret=county-demo-secret&grant_type=x",
                "mongodb://root:hunter2hunter2@db:27017/?replicaSet=r",
                "Illegal character in path at index 3: " + LINK,
                "phone 13900010001 is wrong",
                "+86 139 0001 0001",
                "user a_13900010001_2, lead.13900010001, tel:13900010001-1",
                "008613900010001",
                "call 0895-4543210 or 08954543210",
                "Contact[name=旦增, phone=13900010001, wecomId=danzeng.1]",
                "reported by 扎西次仁, བཀྲ་ཤིས།, １３９０００１０００１",
                "E11000 duplicate key error collection: wangge-notify.people index: _id_ dup key: { phone: \"13900010001\", name: \"Tashi\" }",
                "Binding failed:\n\n    Property: wangge.gateway.clients[0].secret\n    Value: \"short\"\n    Reason: must",
                "receipt of only-this-county refused"
            })
    void noLineHoldsASecretALinkAPhoneOrAName(String line) {
        log.warn("{}", line);
        log.warn("It failed", new IllegalStateException(line));

        assertThat(written())
                .contains("…")
                .doesNotContain(
                        LINK,
                        "Ab3xYz9Q",
                        "some-secret",
                        "Zx9-abc_1",
                        "zhaxi",
                        JWT.substring(40),
                        "Y291bnR5",
                        "county-demo-secret",
                        "hunter2",
                        "0001",
                        "4543210",
                        "danzeng",
                        "旦增",
                        "扎西",
                        "བཀྲ",
                        "路边",
                        "１３９",
                        "Tashi",
                        "short",
                        "only-this-county");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/cases/{id}: database-unavailable",
                "GET /l/**: java.net.ConnectException",
                "POST /l/{token}: database-unavailable",
                "POST /callbacks/**: java.net.ConnectException",
                "POST /callbacks/aliyun-sms/{token}/replies: database-unavailable",
                "Located WG2026-0000001 late: POLYGON",
                "019ac1f0-1390-7000-8139-000100010001 cannot be published",
                "The map took 1390 ms to make of 540328203202001 at 2026-11-29T13:19:22.123Z",
                "No token, so nothing can be located later: java.net.ConnectException",
                "wangge.cases.v1-0@13900010001234 is behind",
                "Timed out after 5000 ms while waiting for a server that matches WritableServerSelector",
                "org.springframework.boot.actuate.autoconfigure.web.server.ChildManagementContextInitializer"
            })
    void whatTellsNothingOfAnybodyStays(String line) {
        log.warn("{}", line);

        assertThat(written()).isEqualTo("WARN DiscreetLogsTest: " + line + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({"Tashi Dolma", "four"})
    void whatAFailureQuotesIsTheCallers(String given) {
        fails(() -> Integer.parseInt(given));
        fails(() -> Instant.parse(given));
        fails(() -> URI.create("http://x/l/" + LINK + " " + given));
        log.warn(
                "It failed",
                new RuntimeException(
                        "outer", new IllegalArgumentException("No \"" + given + "\"")));

        assertThat(written())
                .doesNotContain(given, LINK)
                .contains(
                        "NumberFormatException", "DateTimeParseException", "DiscreetLogsTest.java");
    }

    @Test
    void aLineOfAMegabyteIsNoTroubleOfItsOwn() {
        var long1 = "{\"title\":\"" + "\\\"x".repeat(300_000) + "\"} \"" + "a1B".repeat(100_000);
        log.warn(long1);
        log.warn("It failed", new IllegalStateException(long1));

        assertThat(written()).contains("WARN DiscreetLogsTest: It failed");
    }

    @Test
    void aSecretThatIsSetLaterIsHiddenFromThenOn() {
        start(
                Map.of(
                        "WECOM_CORP_SECRET",
                        "corp-secret-of-mangkang",
                        "client.password",
                        "{noop}plain-secret"));
        log.warn("corp-secret-of-mangkang, plain-secret, only-this-county");

        assertThat(written()).contains("…, …, …");
    }

    private void fails(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("It failed", e);
        }
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static void start(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        new DiscreetLogs()
                .onApplicationEvent(
                        new ApplicationEnvironmentPreparedEvent(
                                new DefaultBootstrapContext(),
                                new SpringApplication(),
                                new String[0],
                                environment));
    }
}
