package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An office brings a village's grids as a file, finds them, and plans for their last days. */
@InCounty
class GridFilesTest {
    private static final String VILLAGE = "540302198201";
    private static final int GRIDS = 40;

    @Test
    void aFileOfGridsComesInOnceAndIsFoundByItsNames(County county) {
        Client office = county.client("province-admin");
        OwnVillage.made(office, VILLAGE, "卷宗");
        String file = file("");

        Answer wrong = office.post("/api/v1/grids:import", file("[97.0,31.0],"));
        assertThat(wrong.problem()).isEqualTo("invalid-geometry");
        assertThat(wrong.json().at("/errors/0/feature").asInt()).isEqualTo(GRIDS - 1);
        assertThat(codes(office, "")).isEmpty();

        JsonNode brought = office.post("/api/v1/grids:import", file).json();
        assertThat(brought.path("created").asInt()).as(brought.toString()).isEqualTo(GRIDS);
        assertThat(brought.path("warningCount").asInt()).isZero();
        List<String> codes = codes(office, "");
        assertThat(codes).hasSize(GRIDS).contains(VILLAGE + "001", VILLAGE + "040");
        JsonNode again = office.post("/api/v1/grids:import", file).json();
        assertThat(again.path("unchanged").asInt()).isEqualTo(GRIDS);

        assertThat(codes(office, "&q=maquan7")).containsExactly(VILLAGE + "008");
        assertThat(codes(office, "&q=MQ7")).containsExactly(VILLAGE + "008");

        lastDays(office, codes.getFirst());
        for (String code : codes) {
            // Made today and used by nobody.
            assertThat(office.delete("/api/v1/grids/" + code).status()).isEqualTo(204);
        }
        assertThat(codes(office, "")).isEmpty();
    }

    @Test
    void aKeyPeriodIsNotForADivisionThatIsNoMore(County county) {
        String day = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(300).toString();
        Answer refused =
                county.client("province-admin")
                        .post(
                                "/api/v1/key-periods",
                                Json.write(
                                        Map.of(
                                                "name",
                                                "国庆节",
                                                "from",
                                                day,
                                                "to",
                                                day,
                                                "dueBy",
                                                "17:00",
                                                "divisions",
                                                List.of("542129000000"))));
        assertThat(refused.problem()).as(refused.toString()).isEqualTo("division-retired");
        assertThat(refused.json().path("supersededBy").asString()).isEqualTo("540328000000");
        assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("#/divisions/0");
    }

    private static void lastDays(Client office, String code) {
        String ahead = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(30).toString();
        Answer planned =
                office.post(
                        "/api/v1/grids/" + code + "/actions/retire",
                        Json.write(Map.of("on", ahead)));
        assertThat(planned.status()).as(planned.toString()).isEqualTo(200);
        assertThat(planned.json().path("validTo").asString()).isEqualTo(ahead);
        assertThat(codes(office, "")).contains(code);
    }

    /** Grids beside each other, without codes; the last with one point more. */
    private static String file(String astray) {
        List<String> features = new ArrayList<>();
        for (int i = 0; i < GRIDS; i++) {
            int column = i % 8;
            int row = i / 8;
            double west = 97.1 + column * 0.01;
            double south = 31.2 + row * 0.01;
            double east = 97.1 + (column + 1) * 0.01;
            double north = 31.2 + (row + 1) * 0.01;
            features.add(
                    "{\"type\":\"Feature\",\"properties\":{\"divisionCode\":\"%s\",\"name\":\"马泉%d\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%s,%s],[%s,%s],%s[%s,%s],[%s,%s],[%s,%s]]]}}"
                            .formatted(
                                    VILLAGE,
                                    i,
                                    west,
                                    south,
                                    east,
                                    south,
                                    i == GRIDS - 1 ? astray : "",
                                    east,
                                    north,
                                    west,
                                    north,
                                    west,
                                    south));
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[%s]}"
                .formatted(String.join(",", features));
    }

    private static List<String> codes(Client office, String more) {
        List<String> codes = new ArrayList<>();
        office.get("/api/v1/grids?limit=200&within=" + VILLAGE + more)
                .json()
                .path("items")
                .forEach(one -> codes.add(one.path("code").asString()));
        return codes;
    }
}
