package dev.wangge.cases.casework;

import dev.wangge.cases.directory.Callers;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.room.Room;
import dev.wangge.cases.rulebook.Rulebooks;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reading cases within the caller's divisions. */
@RestController
@RequestMapping("/api/v1/cases")
@Tag(name = "cases", description = "案件")
class CaseController {
    /** What entries say, in bytes: two hundred long texts would be 16 MB. */
    private static final long LARGEST_PAGE = 1 << 20;

    /** So many facts' texts are looked up at a time. */
    private static final int TEXTS_OF = 16;

    private final Cases cases;
    private final Callers callers;
    private final CaseViews views;
    private final Rulebooks rulebooks;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    CaseController(
            Cases cases, Callers callers, CaseViews views, Rulebooks rulebooks, Clock clock) {
        this.rulebooks = rulebooks;
        this.cases = cases;
        this.callers = callers;
        this.views = views;
        this.clock = clock;
    }

    @Operation(
            summary = "One case, as this caller may see it",
            description = "304 to an If-None-Match of its version")
    @Answers({200, 304})
    @AllowedToCountyStaff
    @GetMapping("/{id}")
    ResponseEntity<CaseView> get(@PathVariable String id) {
        var caller = callers.current();
        return views.answer(ResponseEntity.ok(), cases.visible(id, caller).now(), caller);
    }

    @Operation(summary = "How each due time of a case comes about, step by step")
    @AllowedToCountyStaff
    @GetMapping("/{id}/clock")
    ClockView clock(@PathVariable String id) {
        var it = cases.visible(id, callers.current()).now();
        return ClockView.of(it, rulebooks.named(it.rulebook(), it.path()), clock.instant());
    }

    /**
     * One fact of the timeline; texts of its digests come resolved, forgotten ones are absent.
     *
     * @param salts hexadecimal digits, of each text what was hashed before it
     */
    record Entry(
            long seq,
            String id,
            String type,
            String at,
            String by,
            JsonNode data,
            java.util.Map<String, String> texts,
            java.util.Map<String, String> salts,
            String previousHash,
            String hash) {}

    @Operation(summary = "What happened to a case, fact by fact, in a chain of hashes")
    @AllowedToCountyStaff
    @GetMapping("/{id}/timeline")
    Page<Entry> timeline(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<Long> cursor) {
        Page.checkLimit(limit);
        var it = cases.visible(id, callers.current()).story().now();
        long after = cursor.orElse(0L);
        var shown =
                entries(
                        it,
                        it.facts().stream()
                                .filter(fact -> fact.seq() > after)
                                .limit(limit)
                                .toList());
        boolean more = !shown.isEmpty() && shown.getLast().seq() < it.seq();
        return new Page<>(
                shown,
                more ? Long.toString(shown.getLast().seq()) : null,
                Times.utc(clock.instant()));
    }

    /** The first of these, as many as a page may hold; of very long ones at least one. */
    private List<Entry> entries(Case it, List<Fact> facts) {
        var entries = new ArrayList<Entry>();
        long bytes = 0;
        for (int i = 0; i < facts.size(); i++) {
            if (i % TEXTS_OF == 0) {
                var next = facts.subList(i, Math.min(facts.size(), i + TEXTS_OF));
                it.texts().fetch(next.stream().flatMap(fact -> digests(fact.data())).toList());
            }
            var fact = facts.get(i);
            // Facts count from 1 without gaps: the one before is at this one's place less two.
            var previous =
                    fact.seq() == 1 ? Fact.GENESIS : it.facts().get((int) fact.seq() - 2).hash();
            var entry = entry(it, fact, previous);
            bytes += Room.utf8(fact.data());
            bytes += entry.texts().values().stream().mapToLong(Room::utf8).sum();
            if (bytes > LARGEST_PAGE && !entries.isEmpty()) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    private Stream<String> digests(String data) {
        return json.readTree(data)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> text.startsWith("sha256:"));
    }

    private Entry entry(Case it, Fact fact, String previous) {
        var data = json.readTree(fact.data());
        var texts = new java.util.TreeMap<String, String>();
        var salts = new java.util.TreeMap<String, String>();
        for (var field : data.properties()) {
            var salted =
                    field.getValue().isString() && field.getValue().asString().startsWith("sha256:")
                            ? it.texts().salted(field.getValue().asString())
                            : null;
            if (salted != null) {
                texts.put(field.getKey(), salted.text());
                salts.put(field.getKey(), salted.salt());
            }
        }
        return new Entry(
                fact.seq(),
                fact.id(),
                fact.type(),
                Times.utc(fact.at()),
                fact.by(),
                data,
                texts,
                salts,
                previous,
                fact.hash());
    }
}
