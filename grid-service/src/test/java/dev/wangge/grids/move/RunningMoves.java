package dev.wangge.grids.move;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.grids.RunningGridService;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.Times;
import dev.wangge.testing.Published;
import dev.wangge.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Pastures with their herders, and who moves them on. */
@TestPropertySource(properties = "wangge.moves.count-every=200ms")
abstract class RunningMoves extends RunningGridService {
    static final String WINTER = "540328101201001";
    static final String SUMMER = "540328205201001";
    static final String AUTUMN = "540328206201001";
    static final String FOREIGN = "540302100001001";
    static final String FOREIGN_PASTURE = "540302100001002";
    static final String ESCORT = "M-2";

    /** Other herders' in every story, in whichever class. */
    private static final AtomicInteger PHONES = new AtomicInteger();

    @Autowired Directory directory;
    @Autowired MoveStore store;
    @Autowired Vault vault;

    final String summerTownship = TestIssuer.token("gov.540328205", "dispatcher", "540328205");

    @BeforeAll
    void aCounty() {
        if (directory.find(Kind.GRID, WINTER).isPresent()) {
            return; // Another class's stories came first.
        }
        var entries = new ArrayList<Entry>();
        for (var grid : List.of(WINTER, AUTUMN, FOREIGN, FOREIGN_PASTURE)) {
            entries.add(grid(grid, new Document()));
        }
        entries.add(
                grid(
                        SUMMER,
                        new Document(
                                "season", new Document("from", "06-01").append("to", "09-30"))));
        entries.add(grid("540328207201001", new Document("validTo", "2020-01-01")));
        entries.add(member("M-1", WINTER));
        entries.add(member(ESCORT, WINTER));
        entries.add(member("M-540302", FOREIGN));
        directory.save(entries, Map.of(), "test");
    }

    private static Entry grid(String code, Document more) {
        var state = new Document("name", "网格" + code).append("kind", "BASIC");
        state.append("illustrative", false).putAll(more);
        return Entry.of(Kind.GRID, code, code, state, null);
    }

    private static Entry member(String code, String grid) {
        var state = new Document("role", "FULL_TIME").append("language", "zh");
        return Entry.of(Kind.MEMBER, code, grid, state.append("sealedContact", "sealed"), null);
    }

    /** 13 households, 95 people, 1400余 head. */
    static String herders(String phones) {
        return IntStream.range(0, 13)
                .mapToObj(i ->
                        "{\"name\":\"多吉扎西%d\",\"phone\":\"%s%02d\",\"people\":%d}"
                                .formatted(i, phones, i, i < 4 ? 8 : 7))
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String plan(String from, String to, String households) {
        return """
        {"fromGrid":"%s","toGrid":"%s","plannedFor":"%s","households":%s,
         "livestock":"1400余头","escort":["M-2"]}\
        """
                .formatted(from, to, summerDay(), households);
    }

    /** The next first of July: a day on which the summer pasture is active. */
    private static LocalDate summerDay() {
        var today = LocalDate.now(Clock.systemUTC());
        var july = LocalDate.of(today.getYear(), 7, 1);
        return july.isBefore(today) ? july.plusYears(1) : july;
    }

    static String phones() {
        return "19%07d".formatted(PHONES.incrementAndGet());
    }

    JsonNode planned(String body) {
        return read(send(desk, "POST", "", body), 201);
    }

    JsonNode act(String id, String action, String body) {
        return read(send(desk, "POST", "/" + id + "/actions/" + action, body), 200);
    }

    String ago(Duration before) {
        return Times.utc(clock.instant().minus(before));
    }

    List<Entry> duties(String move) {
        var codes = new ArrayList<String>();
        for (var grid : List.of(WINTER, SUMMER, AUTUMN)) {
            codes.add(Ids.of("escort", move, ESCORT, grid).toString());
        }
        return directory.find(Kind.ASSIGNMENT, codes).values().stream()
                .peek(duty -> {
                    assertThat(duty.text("member")).isEqualTo(ESCORT);
                    assertThat(duty.text("role")).isEqualTo("ESCORT");
                    assertThat(duty.text("source")).isEqualTo("move:" + move);
                })
                .toList();
    }

    List<Entry> homes(String phones) {
        var codes =
                IntStream.range(0, 13)
                        .mapToObj(i -> vault.blindIndexOf("%s%02d".formatted(phones, i)))
                        .map(Household::code)
                        .toList();
        return List.copyOf(directory.find(Kind.HOUSEHOLD, codes).values());
    }

    /** What was told of a move, in order, once it has come to so many facts. */
    List<byte[]> published(String id, int many) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> Published.under(id, Topics.FIELDWORK, consumers),
                        all -> all.size() >= many);
    }

    HttpResponse<String> send(
            String token, String method, String path, String body, String... headers) {
        return service.send(token, method, "/api/v1/seasonal-moves" + path, body, headers);
    }
}
