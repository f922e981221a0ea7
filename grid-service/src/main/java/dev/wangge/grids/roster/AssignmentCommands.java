package dev.wangge.grids.roster;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.duty.OfMove;
import dev.wangge.grids.people.EntryCommands;
import dev.wangge.grids.people.Faults;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What makes an assignment of what is said about one. */
@Component
class AssignmentCommands {
    private static final List<String> ROLES =
            List.of("LEAD", "FULL_TIME", "PART_TIME", "MICRO", "ESCORT");
    private final EntryCommands entries;

    AssignmentCommands(EntryCommands entries) {
        this.entries = entries;
    }

    record AssignmentBody(
            @Schema(pattern = "^[A-Za-z0-9._-]{1,64}$") @Nullable String code,
            @Schema(example = "M-540328101201001-1") @Nullable String member,
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{15}$", example = "540328101201001")
                    @Nullable String gridCode,
            @Schema(allowableValues = {"LEAD", "FULL_TIME", "PART_TIME", "MICRO", "ESCORT"})
                    @Nullable String role,
            @Schema(
                            requiredMode = REQUIRED,
                            format = "date-time",
                            example = "2026-12-01T00:00:00+08:00")
                    @Nullable String from,
            @Schema(format = "date-time", example = "2026-12-08T00:00:00+08:00")
                    @Nullable String until) {}

    /**
     * An escort's duty begins and ends with the move: by hand it would only seem to change, until
     * the move says the next thing.
     */
    static void requireOfNoMove(Entry present) {
        OfMove.move(present.state())
                .ifPresent(move -> {
                    throw new Problem(
                                    ProblemType.OWNED_BY_MOVE,
                                    "This assignment is of the escort of seasonal move " + move)
                            .with("move", move)
                            .with("href", "/api/v1/seasonal-moves/" + move);
                });
    }

    Entry assignment(AssignmentBody body, @Nullable Entry old, Caller caller) {
        if (old != null) {
            requireOfNoMove(old);
        }
        var faults = new Faults();
        var grid = entries.place(Kind.GRID, body.gridCode(), "#/gridCode", caller, faults);
        var named = body.member() == null && old != null ? old.text("member") : body.member();
        var member = entries.named(Kind.MEMBER, named, "#/member", caller, faults);
        if (old != null && !old.text("member").equals(named)) {
            faults.at("#/member", "wrong-value", "The member does not change: assign another one");
        }
        var role =
                body.role() == null && member.isPresent()
                        ? member.get().text("role")
                        : faults.oneOf("#/role", body.role(), ROLES);
        var from = faults.time("#/from", body.from(), true);
        var until = faults.time("#/until", body.until(), false);
        faults.order("#/until", from, until);
        var code = code(body.code(), old, faults);
        faults.refuse();
        var state =
                new Document("member", member.orElseThrow().code())
                        .append("role", role)
                        .append("from", from);
        if (until != null) {
            state.append("until", until);
        }
        state.append("source", old == null ? "api" : old.text("source"));
        var place = grid.orElseThrow().code();
        return Entry.of(
                Kind.ASSIGNMENT,
                code.isEmpty()
                        ? Ids.of("assignment", named + "", place, role, from + "").toString()
                        : code,
                place,
                state,
                null);
    }

    /** Empty where it follows from what is assigned. */
    static String code(@Nullable String said, @Nullable Entry old, Faults faults) {
        if (old == null) {
            return said == null ? "" : faults.code("#/code", said);
        }
        if (said != null && !said.equals(old.code())) {
            faults.at("#/code", "wrong-value", "A code does not change");
        }
        return old.code();
    }
}
