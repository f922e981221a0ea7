package dev.wangge.cases.casework;

import dev.wangge.cases.directory.Callers;
import dev.wangge.cases.evidence.Evidence;
import dev.wangge.cases.evidence.Photos;
import dev.wangge.cases.life.Action;
import dev.wangge.cases.life.ActionRequest;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.room.Room;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.openapi.Spelled;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reading cases and acting on them, within the caller's divisions. */
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
    private final Photos photos;
    private final StrictBodies bodies;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    CaseController(Cases cases, Callers callers, Photos photos, StrictBodies bodies, Clock clock) {
        this.cases = cases;
        this.callers = callers;
        this.photos = photos;
        this.bodies = bodies;
        this.clock = clock;
    }

    @Operation(summary = "One case, as this caller may see it")
    @GetMapping("/{id}")
    ResponseEntity<CaseView> get(@PathVariable String id) {
        var caller = callers.current();
        return CaseAnswer.of(ResponseEntity.ok(), cases.visible(id, caller).now(), caller);
    }

    /** One fact of the timeline; texts of its digests come resolved, forgotten ones are absent. */
    record Entry(
            long seq,
            String id,
            String type,
            String at,
            String by,
            JsonNode data,
            java.util.Map<String, String> texts,
            String previousHash,
            String hash) {}

    @Operation(summary = "What happened to a case, fact by fact, in a chain of hashes")
    @GetMapping("/{id}/timeline")
    Page<Entry> timeline(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<Long> cursor) {
        Page.checkLimit(limit);
        var it = cases.visible(id, callers.current()).now();
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
        for (var field : data.properties()) {
            var text =
                    field.getValue().isString() && field.getValue().asString().startsWith("sha256:")
                            ? it.texts().text(field.getValue().asString())
                            : null;
            if (text != null) {
                texts.put(field.getKey(), text);
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
                previous,
                fact.hash());
    }

    @Operation(
            summary = "Act on a case; it says itself which actions are possible now, in `actions`",
            description =
                    """
                    | action | fields |
                    |---|---|
                    | accept, start | |
                    | decline, void, recall, return | reason |
                    | triage | tier, reason |
                    | dispatch | unit or member; reason may be given |
                    | redispatch | unit or member; reason |
                    | handle | what; evidence where the kind asks for it |
                    | settle | what, evidence |
                    | verify | passed; reason where it did not |
                    | close | outcome may be given |
                    | reply, note | text |
                    | rate | score; comment may be given |

                    Each may have `by`, the member in whose name the client acts.\
                    """)
    @PostMapping("/{id}/actions/{name}")
    @Takes(value = ActionRequest.class, optional = true)
    ResponseEntity<CaseView> act(
            @PathVariable String id,
            @Spelled(Action.class) @PathVariable String name,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(value = IdempotencyKey.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) byte @Nullable [] raw,
            HttpServletRequest request) {
        var caller = callers.current();
        var body = raw == null ? new byte[0] : raw;
        var key = IdempotencyKey.of(header, caller.client(), request.getRequestURI(), body);
        var stored = cases.find(id);
        // A repeat gets its first answer, whatever has changed since: nothing is checked before.
        var before = key == null ? Optional.<Case>empty() : stored.flatMap(it -> it.asLeftBy(key));
        if (before.isPresent()) {
            return CaseAnswer.of(ResponseEntity.ok(), before.get(), caller);
        }
        var visible = Cases.visible(stored, caller);
        var action =
                Action.of(name)
                        .orElseThrow(
                                () -> new Problem(ProblemType.NO_SUCH_ACTION, "No action " + name));
        caller.require(action.roles().toArray(String[]::new));
        var order = bodies.read(body, ActionRequest.class);
        order.check();
        cases.checkReach(order, caller);
        Evidence.check(id, order.evidenceOrNone(), photos);
        var it =
                cases.act(
                        visible,
                        action,
                        order,
                        cases.actor(caller, order.by()),
                        found -> Cases.within(found.path(), caller.divisions()),
                        ifMatch,
                        key);
        return CaseAnswer.of(ResponseEntity.ok(), it, caller);
    }
}
