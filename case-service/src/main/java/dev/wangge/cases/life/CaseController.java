package dev.wangge.cases.life;

import com.mongodb.client.model.Filters;
import dev.wangge.cases.evidence.Photos;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reading cases and acting on them, within the caller's divisions. */
@RestController
@RequestMapping("/api/v1/cases")
class CaseController {
    private final CaseStore store;
    private final Cases cases;
    private final Photos photos;
    private final StrictBodies bodies;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    CaseController(CaseStore store, Cases cases, Photos photos, StrictBodies bodies, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.photos = photos;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** A page of a list; {@code next} is null on the last one. */
    record Page<T>(List<T> items, @Nullable String next, String asOf) {}

    @GetMapping
    ResponseEntity<Page<CaseView>> list(
            @RequestParam Optional<Status> status,
            @RequestParam Optional<Tier> tier,
            @RequestParam Optional<Kind> kind,
            @RequestParam Optional<String> within,
            @RequestParam Optional<String> assignee,
            @RequestParam Optional<Boolean> overdue,
            @RequestParam Optional<String> reportedFrom,
            @RequestParam Optional<String> reportedTo,
            @RequestParam(defaultValue = "-reportedAt") String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor,
            HttpServletRequest request) {
        var caller = Caller.current();
        if (limit < 1 || limit > 200) {
            throw Problem.invalid(Pointed.parameter("limit", "out-of-range", "limit is 1 to 200"));
        }
        if (!sort.equals("-reportedAt")) {
            throw Problem.invalid(Pointed.parameter("sort", "unknown-sort", "sort is -reportedAt"));
        }
        var filters = new ArrayList<Bson>();
        within.ifPresentOrElse(
                code -> {
                    caller.requireScope(code);
                    filters.add(Filters.eq("path", stripped(code)));
                },
                () -> filters.add(Filters.in("path", caller.divisions())));
        status.ifPresent(value -> filters.add(Filters.eq("status", value.name())));
        tier.ifPresent(value -> filters.add(Filters.eq("tier", value.name())));
        kind.ifPresent(value -> filters.add(Filters.eq("kind", value.name())));
        assignee.ifPresent(value -> filters.add(Filters.eq("assignee", value)));
        overdue.ifPresent(value -> {
            var late = CaseStore.overdueFilter(clock.instant());
            filters.add(value ? late : Filters.nor(late));
        });
        reportedFrom.ifPresent(
                value -> filters.add(Filters.gte("reportedAt", time("reportedFrom", value))));
        reportedTo.ifPresent(
                value -> filters.add(Filters.lt("reportedAt", time("reportedTo", value))));
        cursor.ifPresent(value -> filters.add(Cursor.read(value).after()));
        var found =
                store.list(Filters.and(filters), limit + 1).stream().map(StoredCase::now).toList();
        var page = found.subList(0, Math.min(limit, found.size()));
        var next =
                found.size() > limit
                        ? new Cursor(page.getLast().reportedAt(), page.getLast().id()).toString()
                        : null;
        var answer = ResponseEntity.ok();
        if (next != null) {
            answer.header(HttpHeaders.LINK, nextLink(request, next));
        }
        return answer.body(
                new Page<>(
                        page.stream().map(it -> CaseView.of(it, caller)).toList(),
                        next,
                        CaseView.time(clock.instant())));
    }

    @GetMapping("/{id}")
    ResponseEntity<CaseView> get(@PathVariable String id) {
        var caller = Caller.current();
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

    @GetMapping("/{id}/timeline")
    Page<Entry> timeline(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<Long> cursor) {
        if (limit < 1 || limit > 200) {
            throw Problem.invalid(Pointed.parameter("limit", "out-of-range", "limit is 1 to 200"));
        }
        var it = cases.visible(id, Caller.current()).now();
        long after = cursor.orElse(0L);
        var entries = new ArrayList<Entry>();
        var previous = Fact.GENESIS;
        for (var fact : it.facts()) {
            if (fact.seq() > after && entries.size() < limit) {
                entries.add(entry(it, fact, previous));
            }
            previous = fact.hash();
        }
        var more = !entries.isEmpty() && entries.getLast().seq() < it.seq();
        return new Page<>(
                entries,
                more ? Long.toString(entries.getLast().seq()) : null,
                CaseView.time(clock.instant()));
    }

    private Entry entry(Case it, Fact fact, String previous) {
        var data = json.readTree(fact.data());
        var texts = new java.util.TreeMap<String, String>();
        for (var field : data.properties()) {
            var text =
                    field.getValue().isString()
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
                CaseView.time(fact.at()),
                fact.by(),
                data,
                texts,
                previous,
                fact.hash());
    }

    @PostMapping("/{id}/actions/{name}")
    @RequestBody(content = @Content(schema = @Schema(implementation = ActionRequest.class)))
    ResponseEntity<CaseView> act(
            @PathVariable String id,
            @PathVariable String name,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @org.springframework.web.bind.annotation.RequestBody(required = false)
                    byte @Nullable [] raw,
            HttpServletRequest request) {
        var caller = Caller.current();
        cases.visible(id, caller);
        var action =
                Action.of(name)
                        .orElseThrow(() ->
                                new Problem(
                                        HttpStatus.NOT_FOUND,
                                        "no-such-action",
                                        "No action " + name));
        caller.require(action.roles().toArray(String[]::new));
        var body = raw == null ? new byte[0] : raw;
        var order = bodies.read(body, ActionRequest.class);
        cases.checkReach(order, caller);
        Evidence.check(id, order.evidenceOrNone(), photos);
        var it =
                cases.act(
                        id,
                        action,
                        order,
                        cases.actor(caller, order.by()),
                        stored -> Cases.within(stored.path(), caller.divisions()),
                        version(ifMatch),
                        IdempotencyKey.of(key, caller.client(), request.getRequestURI(), body));
        return CaseAnswer.of(ResponseEntity.ok(), it, caller);
    }

    private static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        var plain = ifMatch.replaceFirst("^W/", "").replace("\"", "").trim();
        // A tag that is not ours can match nothing.
        return plain.matches("\\d{1,18}") ? Long.valueOf(plain) : Long.valueOf(-1);
    }

    private static String stripped(String code) {
        return dev.wangge.platform.place.Codes.prefix(code);
    }

    private static Date time(String parameter, String value) {
        try {
            return Date.from(OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    Pointed.parameter(parameter, "wrong-time", "RFC 3339 time with an offset"));
        }
    }

    private static String nextLink(HttpServletRequest request, String cursor) {
        var query = Optional.ofNullable(request.getQueryString()).orElse("");
        var kept =
                java.util.Arrays.stream(query.split("&"))
                        .filter(pair -> !pair.isEmpty() && !pair.startsWith("cursor="))
                        .collect(java.util.stream.Collectors.joining("&"));
        return "<%s?%s%scursor=%s>; rel=\"next\""
                .formatted(request.getRequestURI(), kept, kept.isEmpty() ? "" : "&", cursor);
    }

    /** A place in the list, newest first: stable while new cases come in. */
    record Cursor(Instant reportedAt, String id) {
        static Cursor read(String text) {
            try {
                var parts =
                        new String(
                                        java.util.Base64.getUrlDecoder().decode(text),
                                        java.nio.charset.StandardCharsets.US_ASCII)
                                .split(" ", 2);
                return new Cursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
            } catch (RuntimeException e) {
                throw Problem.invalid(
                        Pointed.parameter("cursor", "wrong-cursor", "Not a cursor of this list"));
            }
        }

        Bson after() {
            var at = Date.from(reportedAt);
            return Filters.or(
                    Filters.lt("reportedAt", at),
                    Filters.and(Filters.eq("reportedAt", at), Filters.lt("_id", id)));
        }

        @Override
        public String toString() {
            return java.util.Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            (reportedAt.toEpochMilli() + " " + id)
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }
}
