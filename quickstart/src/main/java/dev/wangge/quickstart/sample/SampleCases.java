package dev.wangge.quickstart.sample;

import dev.wangge.quickstart.api.GatewayClient;
import dev.wangge.quickstart.api.GatewayClient.Answer;
import dev.wangge.quickstart.sample.SampleCounty.SeedFailed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Some two dozen cases of the sample county, in every state that a case can be in, as those who
 * work there would bring them there. Told again, killed in the middle or not, each is there once.
 */
public final class SampleCases {
    private static final String JSON = "application/json";
    private static final String KEY = "Idempotency-Key";
    private static final String CASES = "/api/v1/cases";
    private static final String DESK = "dispatcher";
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Function<String, GatewayClient> clients;
    private final JsonMapper json = new JsonMapper();
    private final Map<String, Grids.Grid> grids =
            Grids.read().stream().collect(Collectors.toMap(Grids.Grid::code, it -> it));

    /**
     * One case.
     *
     * @param grid somewhere in which it is; empty where nobody can tell
     * @param report as it comes in, but for the place
     * @param then what is done to it, in order
     */
    record Story(String grid, JsonNode report, List<Step> then) {}

    /**
     * What is done to it next.
     *
     * @param as whose client does it: {@code dispatcher}, {@code handler} or {@code verifier}
     * @param with the action's fields
     */
    record Step(String as, String action, JsonNode with) {}

    /**
     * Into a county that has its places.
     *
     * @param clients of the county, by role
     */
    public SampleCases(Function<String, GatewayClient> clients) {
        this.clients = clients;
    }

    /** Brings them in. */
    public void seed() throws InterruptedException {
        var stories = stories();
        for (int i = 0; i < stories.size(); i++) {
            seed("sample-case-" + i, stories.get(i), new SplittableRandom(i));
        }
    }

    private void seed(String key, Story story, SplittableRandom dice) throws InterruptedException {
        var report = (ObjectNode) story.report().deepCopy();
        var grid = grids.get(story.grid());
        if (grid != null) {
            var point = grid.pointInside(dice);
            report.putObject("location").put("lng", point.lng()).put("lat", point.lat());
            // People who were imported a moment ago are on duty a moment later.
            var _ =
                    until(
                            "/api/v1/grids:locate?lng=%s&lat=%s"
                                    .formatted(point.lng(), point.lat()),
                            it -> !it.path("members").isEmpty());
        }
        var id = post(DESK, CASES, report, key).required("id").asString();
        if (grid != null) {
            // Where it could not be located at once, it goes out by itself a moment later.
            var _ =
                    until(
                            CASES + "/" + id,
                            it -> !it.path("status").asString("").equals("REPORTED"));
        }
        for (int i = 0; i < story.then().size(); i++) {
            var step = story.then().get(i);
            var path = CASES + "/" + id + "/actions/" + step.action();
            var _ = post(step.as(), path, step.with(), key + "-" + i);
        }
    }

    /** What is there once it is as it should be. */
    private JsonNode until(String path, Predicate<JsonNode> ready) throws InterruptedException {
        long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (true) {
            Answer answer = clients.apply(DESK).get(path);
            var it = answer.isOk() ? json.readTree(answer.body()) : json.missingNode();
            if (ready.test(it)) {
                return it;
            }
            if (System.nanoTime() > deadline) {
                throw new SeedFailed(
                        "GET %s stays HTTP %d %s".formatted(path, answer.status(), answer.body()));
            }
            Thread.sleep(PAUSE);
        }
    }

    private JsonNode post(String as, String path, JsonNode body, String key)
            throws InterruptedException {
        Answer answer = clients.apply(as).post(path, JSON, body.toString(), Map.of(KEY, key));
        if (!answer.isOk()) {
            throw new SeedFailed(
                    "POST %s as %s with %s: HTTP %d %s"
                            .formatted(path, as, body, answer.status(), answer.body()));
        }
        return json.readTree(answer.body());
    }

    /** Changes when the cases change. */
    public static String fingerprint() {
        return SampleCounty.fingerprint("cases.json");
    }

    static List<Story> stories() {
        return List.of(new JsonMapper().readValue(SampleCounty.text("cases.json"), Story[].class));
    }
}
