package dev.wangge.cases.intake;

import dev.wangge.cases.casework.CaseView;
import dev.wangge.cases.casework.CaseViews;
import dev.wangge.cases.casework.Cases;
import dev.wangge.cases.casework.Report;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.people.People;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Reports come in here and leave as cases. */
@RestController
@Tag(name = "cases", description = "案件")
class IntakeController {
    private static final String PATH = "/api/v1/cases";
    private final Intake intake;
    private final Cases cases;
    private final CaseNumbers numbers;
    private final People people;
    private final CaseViews views;
    private final StrictBodies bodies;
    private final Clock clock;

    IntakeController(
            Intake intake,
            Cases cases,
            CaseNumbers numbers,
            People people,
            CaseViews views,
            StrictBodies bodies,
            Clock clock) {
        this.intake = intake;
        this.cases = cases;
        this.numbers = numbers;
        this.people = people;
        this.views = views;
        this.bodies = bodies;
        this.clock = clock;
    }

    @PostMapping(PATH)
    @Operation(summary = "Report a case; only kind and title are needed")
    @Takes(NewCase.class)
    @Answers(201)
    ResponseEntity<CaseView> create(
            @RequestHeader(value = IdempotencyKey.HEADER, required = false) @Nullable String header,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var caller = Caller.current();
        var body = raw == null ? new byte[0] : raw;
        var key = IdempotencyKey.of(header, caller.client(), PATH, body);
        var id = key == null ? UUID.randomUUID().toString() : key.id();
        var bearer = authorization.substring("Bearer ".length());
        try {
            caller.require("reporter", "dispatcher", "handler", "verifier");
            return created(open(id, body, caller, bearer, key), caller);
        } catch (Problem refused) {
            // A repeat gets what its first time got, though the same may be refused by now. Fresh
            // keys are not looked up first: the insert says whether there is one.
            var before = key == null ? Optional.<Case>empty() : cases.opened(id, key);
            return created(before.orElseThrow(() -> refused), caller);
        }
    }

    private Case open(
            String id, byte[] body, Caller caller, String bearer, @Nullable IdempotencyKey key) {
        var report = bodies.read(body, NewCase.class);
        intake.check(report);
        var checked = report(report, reference(id, key), caller, clock.instant());
        var located = intake.locate(report, caller, bearer);
        var contact = keepContact(report, checked);
        try {
            var opened = cases.open(id, checked, located, caller.actor(), key);
            contact.ifPresent(people::makeKnown);
            return opened;
        } catch (Problem refused) {
            contact.ifPresent(people::forget);
            throw refused;
        }
    }

    /** The reporter's: no other body that comes with the same key may change whom it names. */
    private static String reference(String id, @Nullable IdempotencyKey key) {
        var reference = key == null ? Ids.of("reporter", id) : Ids.of("reporter", id, key.body());
        return reference.toString();
    }

    private Report report(NewCase report, String reporter, Caller caller, Instant now) {
        return new Report(
                numbers.next(now),
                Objects.requireNonNull(report.kind()),
                Objects.requireNonNull(report.title()),
                report.description(),
                report.channel() == null ? "API" : report.channel(),
                report.reporter() == null ? null : reporter,
                Intake.occurredAt(report, now),
                scope(caller),
                Intake.coordinates(report),
                Intake.gridCode(report),
                report.location() == null ? null : report.location().address(),
                null);
    }

    private Optional<PersonState> keepContact(NewCase report, Report checked) {
        var reporter = report.reporter();
        if (reporter == null || checked.reporter() == null) {
            return Optional.empty();
        }
        return people.keep(
                checked.reporter(),
                reporter.name(),
                reporter.phone(),
                reporter.language() == null ? "zh" : reporter.language().name());
    }

    private static List<String> scope(Caller caller) {
        return caller.divisions().isEmpty() ? List.of() : Codes.path(caller.divisions().getFirst());
    }

    private ResponseEntity<CaseView> created(Case it, Caller caller) {
        return views.answer(ResponseEntity.created(URI.create(PATH + "/" + it.id())), it, caller);
    }
}
