package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.testing.TestIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Changes are told to whoever watches, once each; the same on both database engines. */
abstract class WatchStories extends RunningCaseService {
    private static final String WATCH = "/api/v1/cases:watch";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Watching> opened = new ArrayList<>();

    /** What came of one stream. */
    private record Event(String name, String id, JsonNode data) {
        boolean isOf(String caseId) {
            return name.equals("case") && data.get("id").asString().equals(caseId);
        }
    }

    private final class Watching implements AutoCloseable {
        private final HttpResponse<java.io.InputStream> answer;
        private final List<Event> events = new CopyOnWriteArrayList<>();
        private final Thread reader;

        Watching(String token, @Nullable String after) throws Exception {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + WATCH))
                            .header("Authorization", "Bearer " + token);
            if (after != null) {
                request.header("Last-Event-ID", after);
            }
            answer = http.send(request.build(), BodyHandlers.ofInputStream());
            reader = Thread.startVirtualThread(this::read);
            opened.add(this);
        }

        private void read() {
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                var name = "";
                var id = "";
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event: ")) {
                        name = line.substring(7);
                    } else if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("data: ")) {
                        events.add(new Event(name, id, json.readTree(line.substring(6))));
                    }
                }
            } catch (IOException e) {
                // Cut by this test.
            }
        }

        Event first(String name) {
            await().atMost(SOON).until(() -> events.stream().anyMatch(it -> it.name.equals(name)));
            return events.stream().filter(it -> it.name.equals(name)).findFirst().orElseThrow();
        }

        List<Event> of(String id) {
            return events.stream().filter(it -> it.isOf(id)).toList();
        }

        Event told(String id, long version) {
            await().atMost(SOON)
                    .until(() ->
                            of(id).stream()
                                    .anyMatch(it -> it.data.get("version").asLong() >= version));
            return of(id).getLast();
        }

        @Override
        public void close() throws IOException {
            answer.body().close();
        }
    }

    @AfterAll
    void hangUp() throws IOException {
        for (var one : opened) {
            one.close();
        }
        http.shutdownNow();
    }

    private long version(String id) {
        return json.readTree(get(desk, "/api/v1/cases/" + id).body()).get("version").asLong();
    }

    @Test
    void whoeverWatchesIsToldOfEachCaseOnce() throws Exception {
        try (var watching = new Watching(desk, null)) {
            assertThat(watching.answer.statusCode()).isEqualTo(200);
            assertThat(watching.answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(watching.first("hello").data.has("asOf")).isTrue();
            assertThat(watching.events.getFirst().name).isEqualTo("hello");

            var id = created(desk, IN_LAWU.replace("REQUEST", "EMERGENCY"));
            var told = watching.told(id, version(id));
            assertThat(told.data.get("title").asString()).isEqualTo("水管坏了");
            assertThat(told.data.get("status").asString()).isEqualTo("DISPATCHED");
            assertThat(told.data.get("emergency").asBoolean()).isTrue();
            assertThat(told.data.get("within").valueStream().map(JsonNode::asString))
                    .contains("540328", FakeGridService.GRID);

            act(handler, id, "start", "{}");
            assertThat(watching.told(id, version(id)).data.get("status").asString())
                    .isEqualTo("IN_PROGRESS");
            // Whatever is looked at again meanwhile.
            var after = created(desk, IN_LAWU);
            watching.told(after, version(after));
            assertThat(watching.of(id).stream().map(it -> it.data.get("version").asLong()))
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    @Test
    void aStreamThatWasCutGoesOnWhereItWas() throws Exception {
        String place;
        var before = "";
        try (var watching = new Watching(desk, null)) {
            watching.first("hello");
            before = created(desk, IN_LAWU);
            place = watching.told(before, version(before)).id;
        }
        var missed = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            missed.add(created(desk, IN_LAWU));
        }
        for (int repeat = 0; repeat < 2; repeat++) {
            try (var again = new Watching(desk, place)) {
                var later = created(desk, IN_LAWU);
                again.told(later, version(later));
                assertThat(again.events.getFirst().name).isEqualTo("hello");
                for (var id : missed) {
                    assertThat(again.of(id)).as(id).hasSize(1);
                }
                assertThat(again.of(before)).isEmpty();
                assertThat(again.events).noneMatch(it -> it.name.equals("reset"));
                // Cut in the middle of what it was told: the rest, and nothing of it twice.
                place = again.of(missed.get(1)).getFirst().id;
                before = missed.get(1);
                missed = new ArrayList<>(missed.subList(2, missed.size()));
                missed.add(later);
            }
        }
    }

    @Test
    void whatIsForOthersIsToldToOthers() throws Exception {
        var reporter = TestIssuer.token("county-reporter", "reporter", "540328");
        try (var dispatcher = new Watching(desk, null);
                var theirs = new Watching(handler, null);
                var own = new Watching(reporter, null);
                var elsewhere = new Watching(neighbour, null)) {
            for (var one : List.of(dispatcher, theirs, own, elsewhere)) {
                one.first("hello");
            }
            var secret = created(reporter, IN_LAWU.replaceFirst("\\{", "{\"confidential\":true,"));
            var open = created(desk, IN_LAWU);
            for (var one : List.of(dispatcher, theirs, own)) {
                one.told(open, version(open));
            }
            dispatcher.told(secret, version(secret));
            assertThat(dispatcher.of(secret).getLast().data.has("title")).isFalse();
            own.told(secret, version(secret));
            assertThat(theirs.of(secret)).isEmpty();
            assertThat(elsewhere.events).extracting(Event::name).containsExactly("hello");
        }
    }

    @Test
    void whoComesFromNowhereBeginsAnew() throws Exception {
        for (var place : List.of("nonsense", "1", "99999999999999")) {
            try (var watching = new Watching(desk, place)) {
                var reset = watching.first("reset");
                var id = created(desk, IN_LAWU);
                watching.told(id, version(id));
                try (var again = new Watching(desk, reset.id)) {
                    again.told(id, version(id));
                    assertThat(again.events).noneMatch(it -> it.name.equals("reset"));
                }
            }
        }
    }

    @Test
    void whoAsksWhetherThereIsAStreamIsNotKept() {
        var answer = service.send(desk, "HEAD", WATCH, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        var brief =
                TestIssuer.tokenFor(Duration.ofSeconds(2), "county-brief", "dispatcher", "540328");
        try (var watching = new Watching(brief, null)) {
            watching.first("hello");
            assertThat(watching.reader.join(SOON)).isTrue();
        }
    }

    @Test
    void oneClientHasSoManyStreams() throws Exception {
        var token = TestIssuer.token("county-eager", "dispatcher", "540328");
        var all = new ArrayList<Watching>();
        for (int i = 0; i < 20; i++) {
            all.add(new Watching(token, null));
            assertThat(all.getLast().answer.statusCode()).isEqualTo(200);
        }
        var refused = get(token, WATCH);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("/problems/rate-limited");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        all.getFirst().close();
        // That it is gone is noticed by what is written to it.
        await().atMost(Duration.ofSeconds(40))
                .until(() -> {
                    created(desk, IN_LAWU);
                    try (var one = new Watching(token, null)) {
                        return one.answer.statusCode() == 200;
                    }
                });
    }
}
