package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.e2e.Watching.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens is shown through the gateway within a second, and goes on after a cut. */
@InCounty
class WatchTest {

    private static final int TIMES = 5;

    private static JsonNode reported(County county) {
        return county.dispatcher()
                .dispatched(Report.hazard("看得见的落石").at(county.places().getFirst()));
    }

    @Test
    void aChangeIsShownWithinASecondAndToNobodyElsewhere(County county) {
        try (Watching page = county.dispatcher().watch("");
                Watching neighbour = county.client("neighbour-demo").watch("")) {
            JsonNode it = reported(county);
            String id = it.path("id").asString();
            page.told(id, it.path("version").asLong());
            LongSummaryStatistics took = new LongSummaryStatistics();
            for (int i = 0; i < TIMES; i++) {
                Answer triaged =
                        county.dispatcher()
                                .act(
                                        id,
                                        "triage",
                                        Map.of(
                                                "tier",
                                                i % 2 == 0 ? "SUPERIOR" : "COMMITTEE",
                                                "reason",
                                                "试看"));
                long done = System.nanoTime();
                assertThat(triaged.status()).as(triaged.toString()).isEqualTo(200);
                Event told = page.told(id, triaged.json().path("version").asLong());
                took.accept(Math.max(0, told.at() - done) / 1_000_000);
                assertThat(told.data().path("title").asString()).isEqualTo("看得见的落石");
            }
            System.out.printf(
                    "A change is shown after %.0f ms on average, %d at most%n",
                    took.getAverage(), took.getMax());
            if (county.hasRealDatabase()) {
                assertThat(took.getMin()).isLessThan(1_000);
            }
            assertThat(neighbour.of(id)).isEmpty();
            assertThat(page.of(id).stream().map(one -> one.data().path("version").asLong()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aPageThatWasCutOffMissesNothingAndSeesNothingTwice(County county) {
        String place;
        try (Watching page = county.dispatcher().watch("")) {
            JsonNode it = reported(county);
            place = page.told(it.path("id").asString(), it.path("version").asLong()).id();
        }
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            missed.add(reported(county).path("id").asString());
        }
        try (Watching again = county.dispatcher().watch(place)) {
            JsonNode later = reported(county);
            again.told(later.path("id").asString(), later.path("version").asLong());
            for (String id : missed) {
                assertThat(again.of(id)).as(id).hasSize(1);
            }
            assertThat(again.all()).noneMatch(it -> it.name().equals("reset"));
        }
    }

    @Test
    void theGatewayCountsWhoWatches(County county) {
        String metrics = county.managementUrl("gateway") + "/actuator/prometheus";
        try (Watching one = county.dispatcher().watch("");
                Watching other = county.dispatcher().watch("")) {
            assertThat(List.of(one, other)).allMatch(it -> !it.all().isEmpty());
            await("they are counted")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> streams(county, metrics) >= 2);
        }
    }

    private static double streams(County county, String metrics) {
        return Client.send(
                        county.http(),
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(metrics)))
                .text()
                .lines()
                .filter(line -> line.startsWith("wangge_gateway_streams"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
