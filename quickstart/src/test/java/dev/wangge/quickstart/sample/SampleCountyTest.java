package dev.wangge.quickstart.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.quickstart.api.FakeGateway;
import dev.wangge.quickstart.api.FakeGateway.Call;
import dev.wangge.quickstart.api.FakeGateway.Reply;
import dev.wangge.quickstart.api.GatewayClient;
import dev.wangge.quickstart.sample.Grids.Grid;
import dev.wangge.quickstart.sample.Grids.LngLat;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleCountyTest {

    @Test
    void bringsPlacesBeforePeopleAsTheRightTypes() throws Exception {
        try (FakeGateway gateway = new FakeGateway(call -> new Reply(200, "{}"));
                HttpClient http = HttpClient.newHttpClient()) {
            sample(http, gateway).seed();
            assertThat(gateway.calls())
                    .extracting(Call::path)
                    .containsExactly(
                            "/api/v1/divisions:import",
                            "/api/v1/divisions:boundaries",
                            "/api/v1/grids:import",
                            "/api/v1/units:import",
                            "/api/v1/members:import");
            assertThat(gateway.calls())
                    .extracting(Call::contentType)
                    .containsExactly(
                            "text/csv; charset=utf-8",
                            "application/geo+json",
                            "application/geo+json",
                            "text/csv; charset=utf-8",
                            "text/csv; charset=utf-8");
            assertThat(gateway.calls().getFirst().body())
                    .startsWith("code,name,level,parent_code,aliases,valid_to,superseded_by\n")
                    .contains("540328101201,拉乌村村委会,village,540328101000");
        }
    }

    @Test
    void aRefusalSaysWhatWasRefusedAndWhy() throws Exception {
        try (FakeGateway gateway =
                        new FakeGateway(call ->
                                call.path().contains("grids")
                                        ? new Reply(400, "{\"title\":\"bad ring\"}")
                                        : new Reply(200, "{}"));
                HttpClient http = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> sample(http, gateway).seed())
                    .isInstanceOf(SampleCounty.SeedFailed.class)
                    .hasMessageContaining("grids.geojson")
                    .hasMessageContaining("bad ring");
        }
    }

    @Test
    void isThereWhenItsLastGridIs() throws Exception {
        try (FakeGateway gateway =
                        new FakeGateway(call ->
                                new Reply(
                                        call.path().endsWith("/540328213203001") ? 200 : 404,
                                        "{}"));
                HttpClient http = HttpClient.newHttpClient()) {
            assertThat(sample(http, gateway).isThere()).isTrue();
        }
    }

    @Test
    void everyVillageHasOneGridWithALeadAndAFullTimeMember() {
        List<String> villages =
                SampleCounty.text("divisions.csv")
                        .lines()
                        .filter(row -> row.startsWith("540328") && row.contains(",village,"))
                        .map(row -> row.substring(0, 12))
                        .toList();
        assertThat(villages).hasSize(68);
        assertThat(Grids.read().stream().map(grid -> grid.code().substring(0, 12)))
                .containsExactlyInAnyOrderElementsOf(villages);
        Map<String, List<String>> roles =
                SampleCounty.text("members.csv")
                        .lines()
                        .skip(1)
                        .map(row -> row.split(",", -1))
                        .collect(
                                Collectors.groupingBy(
                                        row -> row[3],
                                        Collectors.mapping(row -> row[2], Collectors.toList())));
        assertThat(roles).hasSize(68);
        assertThat(roles.values()).allMatch(List.of("LEAD", "FULL_TIME")::equals);
    }

    @Test
    void phonesAndAccountsAreInventedAndUnique() {
        List<String[]> rows =
                List.of("members.csv", "units.csv").stream()
                        .flatMap(file -> SampleCounty.text(file).lines().skip(1))
                        .map(row -> row.split(",", -1))
                        .toList();
        assertThat(rows).hasSize(136 + 21);
        assertThat(rows).extracting(row -> row[4]).doesNotHaveDuplicates();
        assertThat(rows).allSatisfy(row -> assertThat(row[4]).matches("199000\\d{5}"));
        assertThat(rows).extracting(row -> row[5]).doesNotHaveDuplicates();
        assertThat(rows).extracting(row -> row[0]).doesNotHaveDuplicates();
        assertThat(rows).extracting(row -> row[6]).contains("zh", "bo");
    }

    @Test
    void aPointOfAGridLiesInThatGridAlone() {
        List<Grid> grids = Grids.read();
        SplittableRandom dice = new SplittableRandom(7);
        for (Grid grid : grids) {
            for (int i = 0; i < 20; i++) {
                LngLat point = grid.pointInside(dice);
                assertThat(grids.stream().filter(other -> other.contains(point)))
                        .containsExactly(grid);
            }
        }
    }

    @Test
    void saysThatItsOutlinesAreIllustrative() {
        assertThat(SampleCounty.text("grids.geojson"))
                .contains("illustrative: no public data")
                .containsPattern("\"illustrative\":true");
    }

    private static SampleCounty sample(HttpClient http, FakeGateway gateway) {
        return new SampleCounty(
                new GatewayClient(
                        http,
                        gateway.uri(),
                        "province-admin",
                        "province-admin-secret",
                        Duration.ofSeconds(5)));
    }
}
