package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the systems beside us can rely on; the same on both database engines. */
abstract class SystemStories extends RunningCaseService {
    private final String hotline = TestIssuer.token("hotline", "reporter", "540328");

    private static String called(String ref) {
        return with("\"externalRef\":\"" + ref + "\"");
    }

    /** {@link #IN_LAWU} and something more. */
    private static String with(String more) {
        return IN_LAWU.replaceFirst("\\{", "{" + more.replace("\\", "\\\\") + ",");
    }

    private HttpResponse<String> report(String token, String body) {
        return post(token, "/api/v1/cases", body);
    }

    private JsonNode items(String token, String query) {
        return ServiceClient.read(get(token, "/api/v1/cases?" + query), 200).path("items");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aCaseIsFoundByTheNumberThatItsSystemGaveIt() {
        var ref = "12345-〔2026〕" + UUID.randomUUID();
        var created = ServiceClient.read(report(hotline, called(ref)), 201);

        assertThat(created.path("externalRef").asString()).isEqualTo(ref);
        var found = items(hotline, "externalRef=" + encoded(ref));
        assertThat(found.findValuesAsString("id")).containsExactly(created.path("id").asString());
        assertThat(found.path(0).path("externalRef").asString()).isEqualTo(ref);
        // Another system's number is another number.
        assertThat(items(desk, "externalRef=" + encoded(ref))).isEmpty();
        assertThat(items(hotline, "externalRef=" + encoded(ref) + "&status=CLOSED")).isEmpty();
    }

    @Test
    void aCaseIsFoundByItsNumberWhereItsCallerAnswersForIt() {
        var created = ServiceClient.read(report(hotline, IN_LAWU), 201);
        var number = created.path("number").asString();

        assertThat(items(desk, "number=" + number).findValuesAsString("id"))
                .containsExactly(created.path("id").asString());
        assertThat(items(neighbour, "number=" + number)).isEmpty();
        assertThat(items(desk, "number=WG1999-0000001")).isEmpty();
        assertThat(items(desk, "number=" + number + "&externalRef=x")).isEmpty();
    }

    @Test
    void aSystemCallsTwoCasesTheSameOnlyByMistakeAndIsToldWhich() {
        var ref = UUID.randomUUID().toString();
        var first = ServiceClient.read(report(hotline, called(ref)), 201).path("id").asString();

        var refused = report(hotline, called(ref));

        assertThat(refused.statusCode()).isEqualTo(409);
        var problem = json.readTree(refused.body());
        assertThat(problem.path("type").asString()).isEqualTo("/problems/external-ref-taken");
        assertThat(problem.path("id").asString()).isEqualTo(first);
        assertThat(problem.path("href").asString()).isEqualTo("/api/v1/cases/" + first);
        // Another system may have the same number.
        assertThat(report(desk, called(ref)).statusCode()).isEqualTo(201);
        assertThat(items(hotline, "externalRef=" + ref).findValuesAsString("id"))
                .containsExactly(first);
    }

    @Test
    void whoRepeatsAReportWithItsKeyGetsItAgainAndNotAConflict() {
        var report = called(UUID.randomUUID().toString());
        var key = UUID.randomUUID().toString();
        var first = send(hotline, "POST", "/api/v1/cases", report, "Idempotency-Key", key);

        var again = send(hotline, "POST", "/api/v1/cases", report, "Idempotency-Key", key);
        var other = send(hotline, "POST", "/api/v1/cases", report, "Idempotency-Key", key + "x");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
    }

    @Test
    void ofManyThatComeAtOnceUnderOneNumberOneIsTaken() throws Exception {
        var report = called(UUID.randomUUID().toString());
        Callable<Integer> send = () -> report(hotline, report).statusCode();
        Map<Integer, Integer> answers = new HashMap<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(IntStream.range(0, 8).mapToObj(i -> send).toList())) {
                answers.merge(answer.get(), 1, Integer::sum);
            }
        }
        assertThat(answers).isEqualTo(Map.of(201, 1, 409, 7));
    }

    @ParameterizedTest
    @CsvSource({"'',required", "' ',required", "'a\\nb',control-character"})
    void aNumberIsSomethingThatCanBeSeenOnOneLine(String ref, String code) {
        var refused = report(hotline, called(ref));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("#/externalRef", code);
    }

    @Test
    void aNumberHasAtMostAHundredCharacters() {
        var longest = UUID.randomUUID().toString() + "号".repeat(64);

        assertThat(report(hotline, called(longest)).statusCode()).isEqualTo(201);
        assertThat(report(hotline, called(longest + "1")).body()).contains("too-long");
    }
}
