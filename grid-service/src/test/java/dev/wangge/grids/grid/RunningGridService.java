package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.GridService;
import dev.wangge.testing.MovableClock;
import dev.wangge.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A township with villages 201 to 219 in a county of one square degree, and how it is asked. */
@SpringBootTest(
        classes = GridService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // A story finishes what it cut, when it says so.
        properties = "wangge.grids.successions-every=1h")
@Import({TestIssuer.class, RunningGridService.Time.class})
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningGridService {
    static final String TOWNSHIP = "540328101";

    @LocalServerPort int port;
    @Autowired MovableClock clock;
    final HttpClient http = HttpClient.newHttpClient();
    final JsonMapper json = JsonMapper.builder().build();
    final String admin = TestIssuer.token("province-admin", "admin", "54");
    final String county = TestIssuer.token("county-demo", "dispatcher", "540328");
    final String neighbour = TestIssuer.token("neighbour-admin", "admin", "540302");

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {
        @Bean
        MovableClock clock() {
            return new MovableClock();
        }
    }

    @BeforeAll
    void aTownship() throws Exception {
        var divisions = new StringBuilder("code,name,level,parent_code\n");
        divisions.append("540000000000,西藏自治区,province,\n");
        divisions.append("540300000000,昌都市,prefecture,540000000000\n");
        divisions.append("540302000000,卡若区,county,540300000000\n");
        divisions.append("540328000000,芒康县,county,540300000000\n");
        divisions.append("540328101000,如美镇,township,540328000000\n");
        for (int i = 201; i < 220; i++) {
            divisions.append(TOWNSHIP + i + ",村" + i + ",village,540328101000\n");
        }
        var answer =
                send(admin, "POST", "/api/v1/divisions:import", divisions.toString(), "text/csv");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        answer =
                post(
                        admin,
                        "/api/v1/divisions:boundaries",
                        collection(
                                "{\"type\":\"Feature\",\"properties\":{\"code\":\"540328000000\"},"
                                        + "\"geometry\":%s}".formatted(box(98, 29, 99, 30))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterAll
    void close() {
        http.close();
    }

    LocalDate today() {
        return GridDays.today(clock);
    }

    static String box(double west, double south, double east, double north) {
        return "{\"type\":\"Polygon\",\"coordinates\":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}"
                .formatted(west, south, east, south, east, north, west, north, west, south);
    }

    static String collection(String... features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[%s]}"
                .formatted(String.join(",", features));
    }

    static String body(String village, String name, String more) {
        return "{\"divisionCode\":\"%s\",\"name\":\"%s\"%s}"
                .formatted(TOWNSHIP + village, name, more.isEmpty() ? "" : "," + more);
    }

    /** A new grid as the service made it. */
    JsonNode made(String body, String... headers) throws Exception {
        var answer = post(admin, "/api/v1/grids", body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json.readTree(answer.body());
    }

    JsonNode grid(String code) throws Exception {
        return get("/api/v1/grids/" + code);
    }

    JsonNode get(String path) throws Exception {
        var answer = send(county, "GET", path, "", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    int status(String token, String method, String path) throws Exception {
        return send(token, method, path, "", "application/json").statusCode();
    }

    HttpResponse<String> post(String token, String path, String body, String... headers)
            throws Exception {
        return send(token, "POST", path, body, "application/json", headers);
    }

    HttpResponse<String> put(String code, String body, String... headers) throws Exception {
        return send(admin, "PUT", "/api/v1/grids/" + code, body, "application/json", headers);
    }

    HttpResponse<String> send(
            String token, String method, String path, String body, String type, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                BodyHandlers.ofString());
    }

    void members(String... rows) throws Exception {
        var answer =
                send(
                        admin,
                        "POST",
                        "/api/v1/members:import",
                        "code,name,role,grid_code,phone,wecom_id,language\n"
                                + String.join("\n", rows)
                                + "\n",
                        "text/csv");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    static String member(String code, String grid) {
        return code + ",多吉扎西,LEAD," + grid + ",13700002222,,bo";
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }

    static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(one -> one.path(field).asString())
                .toList();
    }

    static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newFixedThreadPool(tasks.size())) {
            return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
        }
    }
}
