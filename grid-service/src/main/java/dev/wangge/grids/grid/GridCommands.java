package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Allotment;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.GridCode;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.IdempotencyKey;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where grids are made, changed and retired. */
@Component
class GridCommands {
    private final Directory directory;
    private final Allotment allotment;
    private final GivenCodes givenCodes;
    private final GridSurvey survey;
    private final NewCodes codes;
    private final Occupants occupants;
    private final Clock clock;

    GridCommands(
            Directory directory,
            Allotment allotment,
            GivenCodes givenCodes,
            GridSurvey survey,
            NewCodes codes,
            Occupants occupants,
            Clock clock) {
        this.directory = directory;
        this.allotment = allotment;
        this.givenCodes = givenCodes;
        this.survey = survey;
        this.codes = codes;
        this.occupants = occupants;
        this.clock = clock;
    }

    /** A grid as it is stored now, and what should be looked at. */
    record Stored(Entry grid, List<Warning> warnings) {}

    /** A grid the caller may see; a foreign one is not there. */
    Entry find(String code, Caller caller) {
        return Optional.of(code)
                .filter(caller::covers)
                .flatMap(known -> directory.find(Kind.GRID, known))
                .orElseThrow(() -> new Problem(ProblemType.NO_SUCH_GRID, "No grid " + code));
    }

    /** Makes a grid under the code that the body names, or the next free one of its village. */
    Stored create(GridBody body, @Nullable IdempotencyKey key, Caller caller) {
        if (body.code() == null && body.divisionCode() != null) {
            var village = codes.village(body.divisionCode(), caller);
            var surveyed = survey.of(body, "#", new GridCode(village + "000"));
            return stored(allotted(village, surveyed.draft(), key, caller), surveyed);
        }
        var code = named(body, caller);
        var surveyed = survey.of(body, "#", code);
        return stored(named(code, surveyed.draft(), request(key), caller), surveyed);
    }

    private static GridCode named(GridBody body) {
        var code = GridCode.parse(body.code() == null ? "" : body.code());
        if (code.isEmpty()) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/code",
                            "wrong-value",
                            "A grid code has 15 digits: those of its village and a sequence; or"
                                    + " give divisionCode, and one is allotted"));
        }
        requireSame(body, code.get());
        return code.get();
    }

    private GridCode named(GridBody body, Caller caller) {
        var code = named(body);
        caller.requireScope(code.value());
        codes.requireDivision(code.village().value(), "#/code");
        return code;
    }

    private static void requireSame(GridBody body, GridCode code) {
        if (body.code() != null && !body.code().equals(code.value())) {
            throw Problem.invalid(Pointed.at("#/code", "wrong-value", "A code does not change"));
        }
        if (body.divisionCode() != null && !body.divisionCode().equals(code.village().value())) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/divisionCode",
                            "wrong-value",
                            "The grid lies in " + code.village().value()));
        }
    }

    private Entry allotted(
            String village, GridDraft draft, @Nullable IdempotencyKey key, Caller caller) {
        var given = key == null ? null : givenCodes.known(key);
        if (given == null) {
            given = codes.next(village, caller.by());
            given = key == null ? given : givenCodes.give(key, given);
        }
        var request = request(key);
        if (!allotment.fill(made(given, draft), request, caller.by()) && !isOf(request, given)) {
            throw exists(given);
        }
        return find(given, caller);
    }

    /** What wants the grid: a repeat with the same key finds its own. */
    private static String request(@Nullable IdempotencyKey key) {
        return key == null ? UUID.randomUUID().toString() : key.id();
    }

    private boolean isOf(String request, String code) {
        return allotment.requestOf(Kind.GRID, code).filter(request::equals).isPresent();
    }

    private Entry named(GridCode code, GridDraft draft, String request, Caller caller) {
        var present = directory.find(Kind.GRID, code.value());
        if (present.isEmpty()) {
            var wanted = made(code.value(), draft);
            allotment.take(Kind.GRID, code.value(), code.value(), caller.by());
            if (allotment.fill(wanted, request, caller.by())) {
                return find(code.value(), caller);
            }
            present = directory.find(Kind.GRID, code.value());
            if (present.isEmpty()) {
                // It was deleted once; who names its code wants it back.
                directory.save(List.of(wanted), Map.of(), caller.by());
                return find(code.value(), caller);
            }
        }
        // The code is the identity: the same grid again is the same answer.
        if (!isOf(request, code.value()) && !isSame(present.get(), draft)) {
            throw exists(code.value());
        }
        return present.get();
    }

    private boolean isSame(Entry present, GridDraft draft) {
        try {
            var wanted = GridDays.changed(present, draft, today());
            return Directory.differing(List.of(wanted), Map.of(present.code(), present)).isEmpty();
        } catch (WrongGrid e) {
            return false;
        }
    }

    private Entry made(String code, GridDraft draft) {
        return Entry.of(
                Kind.GRID,
                code,
                code,
                GridDays.made(draft, draft.validity().orFrom(today()), today()),
                draft.outline());
    }

    private static Problem exists(String code) {
        return new Problem(ProblemType.GRID_EXISTS, "There is another grid " + code);
    }

    /** Changes a grid from today on; what it was stays known. */
    Stored replace(String code, GridBody body, @Nullable String ifMatch, Caller caller) {
        var present = find(code, caller);
        present.tag().requireMatch(ifMatch);
        var itself = new GridCode(code);
        requireSame(body, itself);
        var surveyed = survey.of(body, "#", itself);
        Entry wanted;
        try {
            wanted = GridDays.changed(present, surveyed.draft(), today());
        } catch (WrongGrid e) {
            throw e.code().equals("retired")
                    ? new Problem(ProblemType.ACTION_NOT_ALLOWED, e.message())
                            .with("validTo", present.text("validTo"))
                    : e.in("#");
        }
        if (Directory.differing(List.of(wanted), Map.of(code, present)).isEmpty()) {
            return stored(present, surveyed);
        }
        if (!directory.replace(wanted, present, caller.by())) {
            throw find(code, caller).tag().stale();
        }
        return stored(find(code, caller), surveyed);
    }

    /**
     * Ends a grid on a day, today when none is named. Nobody may serve there when the day has come,
     * for he would be on duty for nothing and his ground without him. A day that lies ahead is a
     * plan: who serves there can be given another grid until then, and is named in a warning.
     *
     * @param mistakes whether one that was made today and that nobody used is deleted instead
     * @return the retired grid; empty when it was deleted
     */
    Optional<Stored> retire(
            String code,
            @Nullable LocalDate on,
            @Nullable String ifMatch,
            boolean mistakes,
            Caller caller) {
        var present = find(code, caller);
        present.tag().requireMatch(ifMatch);
        var last = on == null ? today() : on;
        boolean planned = last.isAfter(today());
        var serving = planned ? occupants.servingAfter(present, last) : occupants.serving(present);
        if (!planned && !serving.isEmpty()) {
            throw new Problem(
                            ProblemType.ACTION_NOT_ALLOWED,
                            "Members serve this grid; give them another first")
                    .with("members", serving);
        }
        if (mistakes && on == null && isUnused(present)) {
            if (!directory.remove(present, caller.by())) {
                throw find(code, caller).tag().stale();
            }
            return Optional.empty();
        }
        boolean ended =
                on == null
                        ? GridDays.isRetired(present, today())
                        : present.text("validTo").equals(on.toString());
        List<Warning> warnings =
                serving.isEmpty() ? List.of() : List.of(Warning.stillAssigned(serving, null, code));
        if (ended) {
            return Optional.of(new Stored(present, warnings));
        }
        if (present.state().get("succeededBy") != null) {
            throw new Problem(
                    ProblemType.ACTION_NOT_ALLOWED,
                    "Others took its place on the day after " + present.text("validTo"));
        }
        try {
            var wanted = GridDays.retired(present, last);
            if (!directory.replace(wanted, present, caller.by())) {
                throw find(code, caller).tag().stale();
            }
        } catch (WrongGrid e) {
            throw Problem.invalid(Pointed.parameter("on", e.code(), e.message()));
        }
        return Optional.of(new Stored(find(code, caller), warnings));
    }

    private boolean isUnused(Entry grid) {
        return GridDays.madeOn(grid, today())
                && grid.state().get("splitFrom") == null
                && grid.state().get("mergedFrom") == null
                && grid.state().get("succeededBy") == null
                && occupants.of(grid.code()).isEmpty();
    }

    private Stored stored(Entry grid, GridSurvey.Surveyed surveyed) {
        return new Stored(grid, survey.warnings(grid, surveyed));
    }

    private LocalDate today() {
        return GridDays.today(clock);
    }
}
