package dev.wangge.grids.roster;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Rosters;
import dev.wangge.grids.directory.Within;
import dev.wangge.grids.people.DutyWarning;
import dev.wangge.grids.people.DutyWarnings;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was accepted about assignments and leaves and should be looked at. */
@RestController
@Tag(name = "people")
class DutyWarningController {
    private static final int AT_ONCE = 200;
    private static final List<Kind> KINDS = List.of(Kind.ASSIGNMENT, Kind.LEAVE);
    private final Directory directory;
    private final DutyWarnings warnings;
    private final Clock clock;

    DutyWarningController(Directory directory, DutyWarnings warnings, Clock clock) {
        this.directory = directory;
        this.warnings = warnings;
        this.clock = clock;
    }

    private record Found(DutyWarning warning, String cursor) {}

    @Operation(
            summary = "Overlapping assignments of a member, leaves without a deputy who is there",
            description =
                    "Of what has not ended, derived when asked: once it is put right it is gone."
                            + " Grids with nobody on duty: grids:unattended")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/duty-warnings")
    Page<DutyWarning> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page.checkLimit(limit);
        var prefixes = Within.prefixes(within);
        var found = new ArrayList<Found>();
        var kind = kindOf(cursor);
        var after = cursor;
        while (found.size() <= limit) {
            var page = read(kind, prefixes, after);
            found.addAll(page.items());
            after = page.next();
            if (after == null) {
                if (kind == KINDS.getLast()) {
                    break;
                }
                kind = KINDS.getLast();
            }
        }
        var shown = found.size() > limit ? found.subList(0, limit) : found;
        return new Page<>(
                shown.stream().map(Found::warning).toList(),
                found.size() > limit ? shown.getLast().cursor() : null,
                Times.utc(clock.instant()));
    }

    /** Where a list goes on: with the entry after the one that was warned of last. */
    private static Kind kindOf(@Nullable String cursor) {
        if (cursor == null) {
            return KINDS.getFirst();
        }
        var key = String.valueOf(Asked.of(1, cursor).after());
        return KINDS.stream()
                .filter(kind -> key.startsWith(kind.name().toLowerCase(Locale.ROOT) + ":"))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid(
                                Pointed.parameter(
                                        "cursor", "wrong-value", "This is no cursor of ours")));
    }

    private Page<Found> read(Kind kind, List<String> prefixes, @Nullable String after) {
        return directory.list(
                kind,
                prefixes,
                List.of(Rosters.notEndedBefore(clock.instant())),
                Asked.of(AT_ONCE, after),
                this::found);
    }

    private List<Found> found(List<Entry> entries) {
        var about = warnings.about(entries);
        var found = new ArrayList<Found>();
        for (int i = 0; i < entries.size(); i++) {
            Optional<DutyWarning> warning = about.get(i);
            if (warning.isPresent()) {
                found.add(new Found(warning.get(), Asked.cursor(entries.get(i))));
            }
        }
        return found;
    }
}
