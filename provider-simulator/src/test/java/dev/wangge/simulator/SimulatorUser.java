package dev.wangge.simulator;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.teaopenapi.models.Config;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everyone who talks to the simulator: the vendors' own SDKs, and a person at the phone wall. */
public class SimulatorUser {

    public static final String SIGN = "芒康网格";

    private static final String KEY_ID = "wangge-quickstart";
    private static final String SECRET = "wangge-quickstart-secret";
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    /** Longer than a test, and less than what makes a signature too old. */
    private static final Duration NEAR = Duration.ofMinutes(2);

    /** The simulator shares its machine with other tests. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ReceiptReceiver RECEIVER = new ReceiptReceiver();

    private final Environment environment;
    private final MovableClock clock;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    SimulatorUser(Environment environment, MovableClock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    public MovableClock clock() {
        return clock;
    }

    public ReceiptReceiver receiver() {
        return RECEIVER;
    }

    /** Nothing on the wall, no faults, the waits of the start, and the day that it is. */
    public void startsAfresh() {
        call("DELETE", "/simulator/faults", "");
        call("DELETE", "/phone-wall/messages", "");
        call(
                "POST",
                "/simulator/settings",
                "{\"receiptDelay\":\"PT0.1S\",\"timeOut\":\"PT30S\",\"tokenLife\":\"PT2H\"}");
        clock.reset();
        if (!today().equals(LocalDate.ofInstant(clock.instant().plus(NEAR), CHINA))) {
            // What a test sends today it asks for today.
            clock.forward(NEAR);
        }
    }

    /** The day of the simulator, as Aliyun counts them. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), CHINA);
    }

    public Client aliyun(String keyId, String secret) throws Exception {
        return aliyun(keyId, secret, PATIENCE);
    }

    /** Somebody who takes a silence of two seconds for an answer. */
    public Client impatientAliyun() throws Exception {
        return aliyun(KEY_ID, SECRET, Duration.ofSeconds(2));
    }

    private Client aliyun(String keyId, String secret, Duration patience) throws Exception {
        return new Client(
                new Config()
                        .setAccessKeyId(keyId)
                        .setAccessKeySecret(secret)
                        .setEndpoint("127.0.0.1:" + port())
                        .setProtocol("http")
                        .setReadTimeout((int) patience.toMillis()));
    }

    public Client aliyun() throws Exception {
        return aliyun(KEY_ID, SECRET);
    }

    public static SendSmsRequest sms(String number, String outId) {
        return new SendSmsRequest()
                .setPhoneNumbers(number)
                .setSignName(SIGN)
                .setTemplateCode("SMS_DISPATCHED")
                .setTemplateParam("{\"place\":\"拉乌 ~*村\",\"no\":\"7\"}")
                .setOutId(outId);
    }

    public WxCpServiceImpl wecom(String secret) {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId("wangge-corp");
        config.setCorpSecret(secret);
        config.setAgentId(1000002);
        config.setBaseApiUrl("http://127.0.0.1:" + port());
        WxCpServiceImpl service = new WxCpServiceImpl();
        service.setWxCpConfigStorage(config);
        service.setRetrySleepMillis(1);
        service.setMaxRetryTimes(1);
        return service;
    }

    public WxCpServiceImpl wecom() {
        return wecom("wangge-corp-secret");
    }

    public String robotUrl(String key) {
        return "http://127.0.0.1:" + port() + "/cgi-bin/webhook/send?key=" + key;
    }

    /** The texts that this phone or account shows, newest first. */
    public List<String> texts(String to) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : wall("to", to).path("items")) {
            texts.add(item.path("text").asString());
        }
        return texts;
    }

    /** The wall's messages as JSON, by one parameter. */
    public JsonNode wall(String parameter, String value) {
        return get(
                "/phone-wall/messages?"
                        + parameter
                        + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    public JsonNode get(String path) {
        return read(call("GET", path, "").body());
    }

    /** Asks for trouble; the answer must be that it is in force. */
    public void fault(String body) {
        HttpResponse<String> answer = call("POST", "/simulator/faults", body);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
    }

    /** What a browser is answered that has this cookie, or none; it goes nowhere by itself. */
    public HttpResponse<String> open(String path, String cookie) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        return send(path, cookie.isEmpty() ? request : request.header("Cookie", cookie));
    }

    public HttpResponse<String> call(String method, String path, String body) {
        return send(
                path,
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        // As curl -d says: nobody here may take a body for a form.
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(String path, HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }

    public JsonNode read(String body) {
        return Objects.requireNonNull(json.readTree(body));
    }

    private String port() {
        return environment.getRequiredProperty("local.server.port");
    }

    /** What a test adds to the simulator. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock();
        }

        @Bean
        SimulatorUser simulatorUser(Environment environment, MovableClock clock) {
            return new SimulatorUser(environment, clock);
        }
    }

    /** Tells the simulator where receipts go. */
    static class Receipts implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "wangge.simulator.receipts.url=" + RECEIVER.url(),
                            "wangge.simulator.replies.url=" + RECEIVER.url() + "/replies")
                    .applyTo(context);
        }
    }
}
