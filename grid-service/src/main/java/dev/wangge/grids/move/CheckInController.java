package dev.wangge.grids.move;

import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveCheckedIn;
import dev.wangge.grids.move.Move.CheckedIn;
import dev.wangge.grids.move.MoveView.CheckInView;
import dev.wangge.platform.csv.LimitedBody;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Told;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.text.Languages;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the people of a move were: as the road has it, and what a phone brings home from it. */
@RestController
@Tag(name = "seasonal-moves")
class CheckInController {
    private static final int MOST_ITEMS = 20;
    private static final int MOST_BYTES = 32 * 1024;
    private final Moves moves;
    private final StrictBodies bodies;
    private final Clock clock;

    CheckInController(Moves moves, StrictBodies bodies, Clock clock) {
        this.moves = moves;
        this.bodies = bodies;
        this.clock = clock;
    }

    @Operation(summary = "Check-ins of a move, in the order of the road")
    @AllowedToCountyStaff
    @GetMapping(MoveController.PATH + "/{id}/check-ins")
    Page<CheckInView> list(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        Page.checkLimit(limit);
        var it = moves.visible(id, Caller.current()).now();
        var found =
                it.state().checkIns.values().stream()
                        .sorted(Comparator.comparing(CheckInController::place))
                        .filter(one -> cursor == null || place(one).compareTo(cursor) > 0)
                        .limit(limit + 1L)
                        .toList();
        return Page.of(
                found,
                limit,
                clock.instant(),
                CheckInController::place,
                shown ->
                        shown.stream()
                                .map(one ->
                                        CheckInView.of(one, it.texts(), Languages.asked(request)))
                                .toList());
    }

    /** Where it stands in the list: by the time of the road, equal times by id. */
    private static String place(MoveCheckedIn it) {
        return "%014d-%s".formatted(it.at().toEpochMilli(), it.checkIn());
    }

    /** What became of one of several: 201 taken, 200 known already, else why not. */
    record Taken(@Nullable String id, int status, @Nullable String type, @Nullable String detail) {}

    /** All of them, in the order they came. */
    record AllTaken(List<Taken> items) implements Told {}

    @Operation(summary = "Check-ins that waited in a phone: at most 20, each with its own id")
    @AllowedTo({Role.HANDLER, Role.DISPATCHER})
    @PostMapping(MoveController.PATH + "/{id}/check-ins:batch")
    @Takes(CheckInBody[].class)
    AllTaken batch(@PathVariable String id, HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        moves.visible(id, caller);
        var raw = new LimitedBody(request.getInputStream(), LimitedBody.PLAIN).readAllBytes();
        if (raw.length > MOST_BYTES) {
            throw tooLarge();
        }
        var items = bodies.read(raw, CheckInBody[].class);
        if (items.length > MOST_ITEMS) {
            throw tooLarge();
        }
        for (int i = 0; i < items.length; i++) {
            if (items[i] == null) {
                throw new Field("#/" + i).wrong("required", "A check-in is an object");
            }
        }
        var answers = new ArrayList<Taken>();
        var heard = new ArrayList<Heard>();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (var item : items) {
            try {
                heard.add(item.heard(null, now));
                answers.add(new Taken(item.id(), 0, null, null));
            } catch (Problem wrong) {
                answers.add(
                        new Taken(
                                item.id(),
                                wrong.status().value(),
                                "/problems/" + wrong.slug(),
                                wrong.getMessage()));
            }
        }
        var became = moves.checkIn(id, heard, caller).iterator();
        answers.replaceAll(
                answer -> answer.status() == 0 ? taken(answer.id(), became.next()) : answer);
        return new AllTaken(answers);
    }

    private static Taken taken(@Nullable String id, CheckedIn became) {
        return switch (became) {
            case TAKEN -> new Taken(id, 201, null, null);
            case KNOWN -> new Taken(id, 200, null, null);
            case CONTRADICTED ->
                    new Taken(
                            id,
                            422,
                            "/problems/idempotency-key-reused",
                            "Another check-in has this id");
            case TOO_MANY -> new Taken(id, 409, "/problems/too-many-check-ins", "No room for more");
        };
    }

    private static Problem tooLarge() {
        return new Problem(
                ProblemType.BATCH_TOO_LARGE,
                "At most %d check-ins and %d KiB".formatted(MOST_ITEMS, MOST_BYTES / 1024));
    }
}
