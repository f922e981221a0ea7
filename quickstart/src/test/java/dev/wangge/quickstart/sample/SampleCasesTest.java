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

    private static Reply answer(Call call, boolean isThere) {
        if (call.path().startsWith("/api/v1/grids:locate")) {
            return new Reply(200, isThere ? "{\"members\":[{}]}" : "{\"members\":[]}");
        }
        return call.path().equals("/api/v1/cases/c-1")
                ? new Reply(
                        200, "{\"status\":\"%s\"}".formatted(isThere ? "DISPATCHED" : "REPORTED"))
                : MADE;
    }

    private static boolean isSent(Call call) {
        return !call.body().isEmpty();
    }

    @Test
    void eachCaseIsReportedAndThenBroughtFurther() throws Exception {
        try (FakeGateway gateway = new FakeGateway(call -> answer(call, true))) {
            seed(gateway);

            var stories = SampleCases.stories();
            var sent = gateway.calls().stream().filter(SampleCasesTest::isSent).toList();
            assertThat(sent)
                    .hasSize(
                            stories.size()
                                    + stories.stream().mapToInt(it -> it.then().size()).sum());
            assertThat(sent.getFirst().path()).isEqualTo("/api/v1/cases");
            assertThat(sent.getFirst().body()).contains("如美村人行桥木板断裂", "\"lng\":98.");
            assertThat(sent.get(1).path()).isEqualTo("/api/v1/cases/c-1/actions/handle");
        }
    }

    /** Until somebody is on duty there, and until it is with them. */
    @Test
    void peopleWhoAreStillOnTheirWayAreWaitedFor() throws Exception {
        var asked = new AtomicInteger();
        try (FakeGateway gateway =
                new FakeGateway(call ->
                        answer(
                                call,
                                isSent(call)
                                        || asked.incrementAndGet() % 3 == 0
                                        || asked.get() > 6))) {
            seed(gateway);

            assertThat(gateway.calls())
                    .extracting(call -> call.path().replaceFirst("\\?.*", ""))
                    .startsWith(
                            "/api/v1/grids:locate",
                            "/api/v1/grids:locate",
                            "/api/v1/grids:locate",
                            "/api/v1/cases",
                            "/api/v1/cases/c-1",
                            "/api/v1/cases/c-1",
                            "/api/v1/cases/c-1",
                            "/api/v1/cases/c-1/actions/handle");
        }
    }

    @Test
    void aRefusalSaysWhatWasRefusedAndWhy() throws Exception {
        try (FakeGateway gateway =
                new FakeGateway(call ->
                        call.path().endsWith("/verify")
                                ? new Reply(409, "{\"title\":\"not now\"}")
                                : answer(call, true))) {
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
                .extracting(SampleCases.Story::grid)
                .filteredOn(grid -> !grid.isEmpty())
                .isNotEmpty()
                .isSubsetOf(grids);
    }
}
