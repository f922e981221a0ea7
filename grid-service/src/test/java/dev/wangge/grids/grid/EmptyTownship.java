package dev.wangge.grids.grid;

import static dev.wangge.testing.ServiceClient.read;

import dev.wangge.grids.RunningGridService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A township with villages 201 to 219 in a county of one square degree; each story has its own. */
// A story finishes what it cut, when it says so.
@TestPropertySource(properties = "wangge.grids.successions-every=1h")
abstract class EmptyTownship extends RunningGridService {
    static final String TOWNSHIP = "540328101";

    @BeforeAll
    void aTownship() {
        putForwardToMorning();
        var divisions = new StringBuilder("code,name,level,parent_code\n");
        divisions.append("540000000000,西藏自治区,province,\n");
        divisions.append("540300000000,昌都市,prefecture,540000000000\n");
        divisions.append("540302000000,卡若区,county,540300000000\n");
        divisions.append("540328000000,芒康县,county,540300000000\n");
        divisions.append("540328101000,如美镇,township,540328000000\n");
        for (int i = 201; i < 220; i++) {
            divisions.append(TOWNSHIP + i + ",村" + i + ",village,540328101000\n");
        }
        read(service.csv(admin, "/api/v1/divisions:import", divisions.toString()), 200);
        read(
                post(
                        admin,
                        "/api/v1/divisions:boundaries",
                        collection(
                                "{\"type\":\"Feature\",\"properties\":{\"code\":\"540328000000\"},"
                                        + "\"geometry\":%s}".formatted(box(98, 29, 99, 30)))),
                200);
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
    JsonNode made(String body, String... headers) {
        return read(post(admin, "/api/v1/grids", body, headers), 201);
    }

    JsonNode grid(String code) {
        return get("/api/v1/grids/" + code);
    }

    JsonNode get(String path) {
        return seen(desk, path);
    }

    int status(String token, String method, String path) {
        return service.send(token, method, path, "").statusCode();
    }

    HttpResponse<String> post(String token, String path, String body, String... headers) {
        return service.post(token, path, body, headers);
    }

    HttpResponse<String> put(String code, String body, String... headers) {
        return service.send(admin, "PUT", "/api/v1/grids/" + code, body, headers);
    }

    void members(String... rows) {
        var table =
                "code,name,role,grid_code,phone,wecom_id,language\n"
                        + String.join("\n", rows)
                        + "\n";
        read(service.csv(admin, "/api/v1/members:import", table), 200);
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
}
