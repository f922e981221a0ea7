package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** On a bad connection people send twice; it stays one case. */
@InCounty
class RepeatedReportTest {

    @Test
    void theSameKeySixteenTimesAtOnceIsOneCase(County county) throws Exception {
        String key = "twice-" + UUID.randomUUID();
        String body = Report.hazard(key).at(county.places().getFirst()).body();
        List<Answer> answers = new ArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> call =
                    () -> county.dispatcher().post("/api/v1/cases", body, "Idempotency-Key", key);
            for (Future<Answer> answer : callers.invokeAll(Collections.nCopies(16, call))) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.json().path("id").asString())
                .containsOnly(answers.getFirst().json().path("id").asString());
        List<JsonNode> listed =
                Json.list(county.dispatcher().get("/api/v1/cases?limit=200").json().path("items"));
        assertThat(listed).filteredOn(one -> one.path("title").asString().equals(key)).hasSize(1);

        Answer other =
                county.dispatcher()
                        .post(
                                "/api/v1/cases",
                                Report.hazard("something else").body(),
                                "Idempotency-Key",
                                key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    }
}
