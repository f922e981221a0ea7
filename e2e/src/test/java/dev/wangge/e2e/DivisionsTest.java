package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Places have names, superiors and a history. */
@InCounty
class DivisionsTest {
    private static final String HEADER = "code,name,level,parent_code";

    private static List<String> codes(JsonNode divisions) {
        return Json.list(divisions).stream().map(one -> one.path("code").asString()).toList();
    }

    private static String q(String text) {
        return "/api/v1/divisions?limit=200&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aPlaceIsFoundByNameAliasAndPinyinAndKnowsItsSuperiors(County county) {
        Client anyone = county.client("neighbour-demo");
        for (String asked : List.of("帮达", "邦达", "bangda", "bdx", "540328207")) {
            assertThat(codes(anyone.get(q(asked)).json().path("items")))
                    .as(asked)
                    .contains("540328207000");
        }
        String village = "/api/v1/divisions/540328101201";
        assertThat(codes(anyone.get(village + "/ancestors").json()))
                .containsExactly("540000000000", "540300000000", "540328000000", "540328101000");
        assertThat(codes(anyone.get(village + "/siblings").json()))
                .contains("540328101205")
                .doesNotContain("540328101201");
        assertThat(
                        codes(
                                anyone.get("/api/v1/divisions/540328/children?limit=200")
                                        .json()
                                        .path("items")))
                .hasSize(16)
                .contains("540328101000");
        assertThat(anyone.get("/api/v1/divisions/540399000000").problem())
                .isEqualTo("no-such-division");
    }

    @Test
    void aReplacedCodeIsKnownAsOfItsDayAndNamesTheOneAfterIt(County county) {
        Client anyone = county.dispatcher();
        JsonNode old = anyone.get("/api/v1/divisions/542129000000").json();
        assertThat(old.path("supersededBy").asString()).isEqualTo("540328000000");
        assertThat(codes(anyone.get(q("芒康县")).json().path("items")))
                .containsExactly("540328000000");
        assertThat(codes(anyone.get(q("芒康县") + "&asOf=2013-01-01").json().path("items")))
                .contains("542129000000");
        assertThat(anyone.get(q("芒康县") + "&asOf=2013").problem()).isEqualTo("invalid-request");
    }

    @Test
    void wrongLinesRefuseTheFileOrAreLeftOutAndADryRunStoresNothing(County county) {
        Client admin = county.client("province-admin");
        String file =
                HEADER
                        + "\n540397000000,试县,county,540300000000"
                        + "\n540397100000,试镇,township,540397000000"
                        + "\n5403971002,短,village,540397100000\n";
        Answer refused = admin.csv("/api/v1/divisions:import", file);
        assertThat(refused.problem()).isEqualTo("invalid-csv");
        assertThat(refused.json().at("/errors/0/line").asInt()).isEqualTo(4);
        Answer dry = admin.csv("/api/v1/divisions:import?mode=line-by-line&dryRun=true", file);
        assertThat(dry.json().path("created").asInt()).isEqualTo(2);
        assertThat(admin.get("/api/v1/divisions/540397000000").status()).isEqualTo(404);
        assertThat(admin.csv("/api/v1/divisions:import?mode=some", file).status()).isEqualTo(400);
        assertThat(county.dispatcher().csv("/api/v1/divisions:import", file).status())
                .isEqualTo(403);
        Answer byLine = admin.csv("/api/v1/divisions:import?mode=line-by-line", file);
        assertThat(byLine.json().path("created").asInt()).isEqualTo(2);
        assertThat(byLine.json().path("refused").asInt()).isEqualTo(1);
        assertThat(admin.get("/api/v1/divisions/540397100000").status()).isEqualTo(200);
    }

    /** A county and a kind of its own, so that no other story finds its cases. */
    @Test
    void whatWasFiledUnderAReplacedCodeIsFoundUnderTheNew(County county) {
        Client admin = county.client("province-admin");
        Client dispatcher = county.dispatcher();
        String places =
                HEADER
                        + ",valid_to,superseded_by"
                        + "\n540396000000,旧县,county,540300000000,%s"
                        + "\n540396100000,旧镇,township,540396000000,,"
                        + "\n540396100201,旧村,village,540396100000,,\n";
        assertThat(admin.csv("/api/v1/divisions:import", places.formatted(",")).status())
                .isEqualTo(200);
        String grid = "540396100201001";
        assertThat(
                        admin.post(
                                        "/api/v1/grids",
                                        "{\"code\":\"%s\",\"name\":\"旧村网格\",\"kind\":\"BASIC\"}"
                                                .formatted(grid))
                                .status())
                .isEqualTo(201);
        Answer report =
                admin.post(
                        "/api/v1/cases",
                        "{\"kind\":\"ADVICE\",\"title\":\"旧案 %s\",\"location\":{\"gridCode\":\"%s\"}}"
                                .formatted(UUID.randomUUID(), grid));
        assertThat(report.status()).as(report.toString()).isEqualTo(201);
        String id = report.json().path("id").asString();
        assertThat(dispatcher.get("/api/v1/cases/" + id).status()).isEqualTo(404);

        assertThat(
                        admin.csv(
                                        "/api/v1/divisions:import",
                                        places.formatted("2026-01-01,540328000000"))
                                .json()
                                .path("changed")
                                .asInt())
                .isEqualTo(1);
        await("the new county sees it")
                .atMost(County.SOON)
                .untilAsserted(() ->
                        assertThat(dispatcher.get("/api/v1/cases/" + id).status()).isEqualTo(200));
        assertThat(dispatcher.get("/api/v1/cases?within=540328&kind=ADVICE&limit=200").text())
                .contains(id);
    }
}
