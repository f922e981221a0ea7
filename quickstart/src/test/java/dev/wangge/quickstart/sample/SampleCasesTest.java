package dev.wangge.quickstart.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.quickstart.api.FakeGateway;
import dev.wangge.quickstart.api.FakeGateway.Call;
import dev.wangge.quickstart.api.FakeGateway.Reply;
import dev.wangge.quickstart.api.GatewayClient;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleCasesTest {
    private static final Reply MADE = new Reply(201, "{\"id\":\"c-1\"}");

    private static void seed(FakeGateway gateway) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            new SampleCases(_ ->
                    new GatewayClient(
                                    http,
                                    gateway.uri(),
                                    // The one that the fake knows.
                                    "province-admin",
                                    "province-admin-secret",
                                    Duration.ofSeconds(5)))
                    .seed();
        }
    }

    @Test
    void eachCaseIsReportedAndThenBroughtFurther() throws Exception {
        try (FakeGateway gateway = new FakeGateway(_ -> MADE)) {
            seed(gateway);

            var stories = SampleCases.stories();
            assertThat(gateway.calls())
                    .hasSize(
                            stories.size()
                                    + stories.stream().mapToInt(it -> it.then().size()).sum());
            assertThat(gateway.calls().getFirst().path()).isEqualTo("/api/v1/cases");
            assertThat(gateway.calls().getFirst().body()).contains("如美村人行桥木板断裂");
            assertThat(gateway.calls().get(1).path()).isEqualTo("/api/v1/cases/c-1/actions/handle");
        }
    }

    @Test
    void placesThatAreStillOnTheirWayAreWaitedFor() throws Exception {
        var asked = new AtomicInteger();
        try (FakeGateway gateway =
                new FakeGateway(_ ->
                        asked.getAndIncrement() < 2
                                ? new Reply(400, "{\"errors\":[{\"code\":\"unknown-grid\"}]}")
                                : MADE)) {
            seed(gateway);

            assertThat(gateway.calls())
                    .extracting(Call::path)
                    .startsWith("/api/v1/cases", "/api/v1/cases", "/api/v1/cases")
                    .element(3)
                    .isEqualTo("/api/v1/cases/c-1/actions/handle");
        }
    }

    @Test
    void aRefusalSaysWhatWasRefusedAndWhy() throws Exception {
        try (FakeGateway gateway =
                new FakeGateway(call ->
                        call.path().endsWith("/verify")
                                ? new Reply(409, "{\"title\":\"not now\"}")
                                : MADE)) {
            assertThatThrownBy(() -> seed(gateway))
                    .isInstanceOf(SampleCounty.SeedFailed.class)
                    .hasMessageContaining("actions/verify as verifier")
                    .hasMessageContaining("not now");
        }
    }

    @Test
    void theyLieInGridsOfTheSampleCounty() {
        Set<String> grids = Grids.read().stream().map(Grids.Grid::code).collect(Collectors.toSet());

        assertThat(SampleCases.stories())
                .filteredOn(story -> story.report().has("location"))
                .isNotEmpty()
                .allSatisfy(story ->
                        assertThat(grids)
                                .contains(story.report().at("/location/gridCode").asString()));
    }
}
