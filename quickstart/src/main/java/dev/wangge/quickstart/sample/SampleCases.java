package dev.wangge.quickstart.sample;

import dev.wangge.quickstart.api.GatewayClient;
import dev.wangge.quickstart.api.GatewayClient.Answer;
import dev.wangge.quickstart.sample.SampleCounty.SeedFailed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Some two dozen cases of the sample county, in every state that a case can be in, as those who
 * work there would bring them there. Told again, killed in the middle or not, each is there once.
 */
public final class SampleCases {
    private static final String JSON = "application/json";
    private static final String KEY = "Idempotency-Key";
    private static final Duration PLACES_TRAVEL = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Function<String, GatewayClient> clients;
    private final JsonMapper json = new JsonMapper();

    /**
     * One case.
     *
     * @param report as it comes in
     * @param then what is done to it, in order
     */
    record Story(JsonNode report, List<Step> then) {}

    /**
     * @param as whose client does it: {@code dispatcher}, {@code handler} or {@code verifier}
     * @param with the action's fields
     */
    record Step(String as, String action, JsonNode with) {}

    /**
     * @param clients of the county, by role
     */
    public SampleCases(Function<String, GatewayClient> clients) {
        this.clients = clients;
    }

    /** Brings them in. */
    public void seed() throws InterruptedException {
        var stories = stories();
        for (int i = 0; i < stories.size(); i++) {
            seed("sample-case-" + i, stories.get(i));
        }
    }

    private void seed(String key, Story story) throws InterruptedException {
        var made = post("dispatcher", "/api/v1/cases", story.report(), key);
        var id = json.readTree(made).required("id").asString();
        for (int i = 0; i < story.then().size(); i++) {
            var step = story.then().get(i);
            var _ =
                    post(
                            step.as(),
                            "/api/v1/cases/" + id + "/actions/" + step.action(),
                            step.with(),
                            key + "-" + i);
        }
    }

    private String post(String as, String path, JsonNode body, String key)
            throws InterruptedException {
        long deadline = System.nanoTime() + PLACES_TRAVEL.toNanos();
        Answer answer = once(as, path, body, key);
        // Places that were imported a moment ago reach case-service by events.
        while (answer.body().contains("unknown-grid") && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE);
            answer = once(as, path, body, key);
        }
        if (!answer.isOk()) {
            throw new SeedFailed(
                    "POST %s as %s with %s: HTTP %d %s"
                            .formatted(path, as, body, answer.status(), answer.body()));
        }
        return answer.body();
    }

    private Answer once(String as, String path, JsonNode body, String key)
            throws InterruptedException {
        return clients.apply(as).post(path, JSON, body.toString(), Map.of(KEY, key));
    }

    /** Changes when the cases change. */
    public static String fingerprint() {
        return SampleCounty.fingerprint("cases.json");
    }

    static List<Story> stories() {
        return List.of(new JsonMapper().readValue(SampleCounty.text("cases.json"), Story[].class));
    }
}
