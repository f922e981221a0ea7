package dev.wangge.grids.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.grids.directory.Entry;
import dev.wangge.testing.AtOnce;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Moves whose writers died, came late, or came all at once. */
abstract class MoveRecoveryStories extends RunningMoves {
    /**
     * The decision is one write, what follows from it another: whoever decided may be dead by then.
     */
    @Test
    void whatWasDecidedIsBroughtAboutThoughWhoeverDecidedIsGone() throws Exception {
        var phones = phones();
        var id = planned(plan(WINTER, SUMMER, herders(phones))).path("id").asString();
        var it = store.find(id).orElseThrow().now();
        it.depart(clock.instant(), "test", clock.instant());
        assertThat(store.append(it, null, null)).isTrue();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(homes(phones)).hasSize(13);
                    assertThat(duties(id)).hasSize(2);
                    assertThat(store.unapplied(100)).isEmpty();
                });
    }

    /** Killed between the entries, or an older hand wrote some of them after the arrival. */
    @Test
    void whatIsHalfThereIsMadeWhole() throws Exception {
        var phones = phones();
        var id = planned(plan(WINTER, SUMMER, herders(phones))).path("id").asString();
        act(id, "depart", "{}");
        var halves = new ArrayList<Entry>(duties(id));
        halves.addAll(homes(phones).subList(0, 5));
        for (var half : halves) {
            directory.remove(half, "test");
        }
        var it = store.find(id).orElseThrow().now();
        it.arrive(
                new Counted(13, 95, new Headcount.Exactly(1412)),
                null,
                clock.instant(),
                "test",
                clock.instant());
        assertThat(store.append(it, null, null)).isTrue();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(homes(phones))
                            .hasSize(13)
                            .extracting(Entry::place)
                            .containsOnly(SUMMER);
                    assertThat(duties(id))
                            .hasSize(2)
                            .allSatisfy(duty -> assertThat(duty.text("until")).isNotEmpty());
                    assertThat(store.unapplied(100)).isEmpty();
                });
    }

    @Test
    void manyAtOnceAreOneAfterTheOther() throws Exception {
        long seed = System.nanoTime();
        var phones = phones();
        var body = plan(WINTER, SUMMER, herders(phones));
        var created =
                AtOnce.times(
                        6, () -> send(desk, "POST", "", body, "Idempotency-Key", "k" + phones));
        assertThat(created).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(created).extracting(HttpResponse::body).containsOnly(created.getFirst().body());
        var id = json.readTree(created.getFirst().body()).path("id").asString();
        var back = planned(plan(SUMMER, AUTUMN, herders(phones))).path("id").asString();

        var random = new Random(seed);
        var times = List.of(ago(Duration.ofHours(5)), ago(Duration.ofHours(4)));
        var work = new ArrayList<Callable<HttpResponse<String>>>();
        for (int i = 0; i < 3; i++) {
            work.add(() -> ordered(id, "depart", "{\"at\":\"%s\"}".formatted(times.get(0))));
            work.add(() -> ordered(back, "depart", "{\"at\":\"%s\"}".formatted(times.get(1))));
        }
        var departures = AtOnce.shuffled(work, random);
        assertThat(departures)
                .as("seed %d", seed)
                .extracting(HttpResponse::statusCode)
                .containsOnly(200, 409);
        assertThat(departures).filteredOn(answer -> answer.statusCode() == 200).hasSize(2);
        var ends = new ArrayList<Callable<HttpResponse<String>>>();
        for (var one : List.of(id, back)) {
            ends.add(() -> ordered(one, "arrive", "{\"people\":95,\"livestock\":1400}"));
        }
        assertThat(AtOnce.shuffled(ends, random))
                .as("seed %d", seed)
                .extracting(HttpResponse::statusCode)
                .containsOnly(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(store.unapplied(100)).isEmpty();
                    assertThat(homes(phones))
                            .hasSize(13)
                            .extracting(Entry::place)
                            .containsOnly(AUTUMN);
                    assertThat(duties(id))
                            .extracting(duty -> duty.text("until"))
                            .doesNotContain("");
                    assertThat(duties(back))
                            .extracting(duty -> duty.text("until"))
                            .doesNotContain("");
                });
    }

    private HttpResponse<String> ordered(String id, String action, String body) {
        return send(desk, "POST", "/" + id + "/actions/" + action, body);
    }
}
