package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.e2e.PhoneWall.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whatever fails: who reads the logs learns of it, and gets nothing into his hands with which he
 * could act in somebody's name, or tell who somebody is.
 */
@InCounty
class NothingSecretInALogTest {

    private static final List<String> SERVICES =
            List.of("gateway", "case-service", "grid-service", "notify-service");

    private static final String NAME = "旦增罗布";
    private static final String LATIN_NAME = "Tenzin-Norbu";
    private static final String PHONE = "19900087231";

    /** What must not be found, by what it is. */
    private final Map<String, String> secrets = new LinkedHashMap<>();

    @Test
    void whoReadsThemCanActForNobodyAndTellNobody(County county) throws Exception {
        Place place = county.places().get(7);
        secrets.put("a reporter's name", NAME);
        secrets.put("the same in Latin", LATIN_NAME);
        secrets.put("a reporter's phone", PHONE);
        secrets.put("the master key", county.secret("WANGGE_MASTER_KEY"));
        secrets.put("the callback's secret", county.secret("ALIYUN_RECEIPT_TOKEN"));
        secrets.put(
                "the password of those who sign in",
                county.secret("WANGGE_DEMONSTRATION_PASSWORD"));
        secrets.put("a client's token", county.dispatcher().token());
        secrets.put("a client's secret", "county-demo-secret");
        secrets.put("WeCom's secret", "wangge-corp-secret");
        secrets.put("WeCom's token", wecomToken(county));
        secrets.put("Aliyun's secret", "wangge-quickstart-secret");

        Message card = told(county, place, "WECOM");
        secrets.put("a signed link", lastOf(card.link()));
        secrets.put("a member's WeCom id", card.to());
        county.providers().refuse("WECOM", card.to());
        Message sms = told(county, place, "ALIYUN_SMS");
        secrets.put("a short link", lastOf(sms.link()));
        secrets.put("a member's phone", sms.to());

        providersRefuse(county, place);
        inputIsWrong(county);
        for (String away : List.of("case-service", "notify-service", "grid-service")) {
            try (var _ = county.without(away)) {
                everybodyAsks(county);
            }
            county.part(away).awaitUp();
        }
        try (var _ = county.part("database").pause()) {
            everybodyAsks(county);
        }
        county.mend();

        Map<String, String> logs = county.logs();
        assertThat(logs.keySet()).contains("gateway.log", "case-service.log", "notify-service.log");
        secrets.forEach((what, secret) ->
                logs.forEach((log, text) ->
                        assertThat(text.lines().filter(line -> line.contains(secret)).limit(3))
                                .as("%s in %s", what, log)
                                .isEmpty()));
        assertThat(logs.get("gateway.log")).as("the failures were told of").contains(" /l/**: ");
        assertThat(logs.get("notify-service.log")).contains("WECOM took no message");
    }

    private static Message told(County county, Place place, String channel) {
        JsonNode reported =
                county.dispatcher()
                        .report(
                                Report.hazard("落石，" + NAME + "报告")
                                        .saying(LATIN_NAME + " " + PHONE)
                                        .at(place)
                                        .by(NAME, PHONE, "zh"))
                        .json();
        return county.phones().awaitFirst(channel, reported.path("number").asString());
    }

    private static void providersRefuse(County county, Place place) {
        county.providers().refuseAll("WECOM");
        county.providers().refuseAll("ALIYUN_SMS");
        JsonNode reported =
                county.dispatcher()
                        .report(Report.hazard("没有人听到").at(place).by(NAME, PHONE, "zh"))
                        .json();
        String alerts = "case=" + reported.path("id").asString();
        await("both channels took nothing")
                .atMost(County.SOON)
                .until(
                        () -> county.dispatcher().alerts(alerts).toString(),
                        told -> told.contains("REFUSED") && told.contains("DOWN"));
        county.providers().behave();
    }

    private void inputIsWrong(County county) throws IOException {
        Client client = county.dispatcher();
        String token = secret("a client's token");
        client.post(
                "/api/v1/cases", "{\"title\":\"" + NAME + "\",\"reporter\":{\"phone\":\"" + PHONE);
        client.post(
                "/api/v1/cases", "{\"kind\":\"" + LATIN_NAME + "\",\"title\":[\"" + PHONE + "\"]}");
        client.get("/api/v1/cases?limit=" + LATIN_NAME);
        client.get("/api/v1/cases?reportedFrom=%2B300000000-01-01T00:00:00Z&q=" + PHONE);
        client.csv("/api/v1/members:import", "code,name,phone\n" + NAME + "," + PHONE + "\n");
        for (String part : SERVICES) {
            String base = county.url(part);
            send(
                    county,
                    HttpRequest.newBuilder(URI.create(base + "/api/v1/cases?q=" + PHONE))
                            .header("Authorization", "Bearer " + token + "x"));
            for (String target :
                    List.of(
                            path("a signed link", "/l/") + "%zz",
                            path("a signed link", "/l/") + "[" + PHONE + "]",
                            path("a signed link", "/z/") + "x",
                            path("a short link", "/a/") + "\"x",
                            path("the callback's secret", "/callbacks/aliyun-sms/") + "x",
                            "/api/v1/cases?q=" + LATIN_NAME + "\u0001{",
                            "/api/v1/cases?access_token=" + token + "&%zz=" + PHONE)) {
                raw(county.port(part), target, token);
            }
        }
        // The callback itself, with its secret and with another, and with what cannot be read.
        for (String secret : List.of(secret("the callback's secret"), "another")) {
            for (String body :
                    List.of("[{\"phone_number\":\"" + PHONE + "\",", "{\"a\":\"" + NAME + "\"}")) {
                send(
                        county,
                        HttpRequest.newBuilder(
                                        URI.create(
                                                county.url("gateway")
                                                        + "/callbacks/aliyun-sms/"
                                                        + secret))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)));
            }
        }
        send(
                county,
                HttpRequest.newBuilder(URI.create(county.url("gateway") + "/oauth2/token"))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        ("county-demo:" + LATIN_NAME)
                                                                .getBytes(UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    /** As residents, members, providers and a county's system ask at once, whoever is away. */
    private void everybodyAsks(County county) {
        String gateway = county.url("gateway");
        List<HttpRequest.Builder> asked = new ArrayList<>();
        for (String base : List.of(gateway, county.url("case-service"))) {
            for (String path :
                    List.of(
                            path("a signed link", "/l/") + "?lang=bo",
                            path("a signed link", "/z/"),
                            path("a short link", "/a/"))) {
                asked.add(HttpRequest.newBuilder(URI.create(base + path)));
                asked.add(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("comment=" + LATIN_NAME)));
            }
        }
        String callback = gateway + path("the callback's secret", "/callbacks/aliyun-sms/");
        for (String path : List.of(callback, callback + "/replies")) {
            asked.add(
                    HttpRequest.newBuilder(URI.create(path))
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofString(
                                            "[{\"phone_number\":\"%s\",\"content\":\"%s\",\"sequence_id\":\"1\"}]"
                                                    .formatted(PHONE, NAME))));
        }
        String bearer = "Bearer " + secret("a client's token");
        String q = URLEncoder.encode(NAME, UTF_8);
        for (String path :
                List.of(
                        "/api/v1/cases?q=" + q,
                        "/api/v1/alerts?recipient=" + PHONE,
                        "/api/v1/grids:locate?text=" + q + PHONE)) {
            asked.add(
                    HttpRequest.newBuilder(URI.create(gateway + path))
                            .header("Authorization", bearer));
        }
        asked.add(
                HttpRequest.newBuilder(URI.create(gateway + "/api/v1/cases"))
                        .header("Authorization", bearer)
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        Report.hazard("落石").by(NAME, PHONE, "zh").body())));
        CompletableFuture.allOf(
                        asked.stream()
                                .map(request ->
                                        CompletableFuture.runAsync(
                                                () -> send(county, request),
                                                Thread::startVirtualThread))
                                .toArray(CompletableFuture[]::new))
                .join();
    }

    private String path(String secret, String below) {
        return below + secret(secret);
    }

    private String secret(String what) {
        return Objects.requireNonNull(secrets.get(what), what);
    }

    private static String lastOf(String link) {
        return link.substring(link.lastIndexOf('/') + 1).replaceFirst("[?#].*", "");
    }

    private static String wecomToken(County county) {
        return Client.send(
                        county.http(),
                        HttpRequest.newBuilder(
                                URI.create(
                                        county.url("simulator")
                                                + "/cgi-bin/gettoken?corpid=wangge-corp&corpsecret=wangge-corp-secret")))
                .json()
                .path("access_token")
                .asString();
    }

    /** Whatever is answered, or that nobody is. */
    private static void send(County county, HttpRequest.Builder request) {
        try {
            Client.send(county.http(), request);
        } catch (Client.Unreachable away) {
            // As it should be: somebody is away.
        }
    }

    /** As no client library would write it. */
    private static void raw(int port, String target, String token) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nCookie: a=\u0001%s\r\nConnection: close\r\n\r\n"
                                    .formatted(target, token, PHONE)
                                    .getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            socket.getInputStream().readAllBytes();
        } catch (SocketException | SocketTimeoutException e) {
            // It may as well close the connection.
        }
    }
}
