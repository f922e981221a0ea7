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

/**
 * An office repeats what it is not sure was heard: it gets its first answer, whatever came since.
 */
@InCounty
class KeyedRequestTest {

    @Test
    void aShiftIsToldAsItWasEnteredAlsoAfterItWasRemoved(County county) throws Exception {
        Client office = county.client("province-admin");
        String key = "shift-" + UUID.randomUUID();
        String body =
                """
                {"divisionCode":"540328101000","person":{"name":"多吉扎西","phone":"13712342222"},
                 "role":"LEADER","from":"2098-01-01T00:00:00Z","until":"2098-01-02T00:00:00Z"}\
                """;
        List<Answer> answers = new ArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> call =
                    () -> office.post("/api/v1/shifts", body, "Idempotency-Key", key);
            for (Future<Answer> answer : callers.invokeAll(Collections.nCopies(8, call))) {
                answers.add(answer.get());
            }
        }
        Answer first = answers.getFirst();
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers).extracting(Answer::text).containsOnly(first.text());
        assertThat(first.json().at("/person/phone").asString()).isEqualTo("137****2222");

        String shift = first.header("Location");
        assertThat(office.delete(shift).status()).isEqualTo(204);

        Answer again = office.post("/api/v1/shifts", body, "Idempotency-Key", key);
        assertThat(again.status()).as(again.toString()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(shift);
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(office.get(shift).status()).isEqualTo(404);
        Answer other = office.post("/api/v1/shifts", body + " ", "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    }
}
