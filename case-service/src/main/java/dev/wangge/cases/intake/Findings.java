package dev.wangge.cases.intake;

import dev.wangge.cases.casework.Cases;
import dev.wangge.cases.casework.Report;
import dev.wangge.cases.dictionaries.Assessment;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.confidence.Confidence;
import dev.wangge.cases.locate.Asked;
import dev.wangge.cases.locate.LaterLocator;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.locate.Whereabouts;
import dev.wangge.contracts.cases.v1.CaseEvent.Coordinates;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.FindingReported;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.Spot;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Opens the case that a finding in a zero-report becomes: it goes out as any report would. */
@Component
public class Findings {
    private static final String CHANNEL = "ZERO_REPORT";
    private final Cases cases;
    private final CaseNumbers numbers;
    private final Directory directory;
    private final LaterLocator locator;
    private final Vault vault;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Findings(
            Cases cases,
            CaseNumbers numbers,
            Directory directory,
            LaterLocator locator,
            Vault vault,
            Clock clock) {
        this.cases = cases;
        this.numbers = numbers;
        this.directory = directory;
        this.locator = locator;
        this.vault = vault;
        this.clock = clock;
    }

    private record Words(String title, @Nullable String description) {}

    /**
     * Opens the case; doing it again changes nothing.
     *
     * @throws Vault.BrokenSeal when its words were sealed by another master key
     */
    public void open(FindingReported finding, ReceivedEvent event) {
        // The finding is the key: its event may come any number of times, at once as well.
        var key =
                new IdempotencyKey(
                        Ids.of("finding-case", finding.caseId()).toString(),
                        Ids.sha256(finding.caseId().getBytes(StandardCharsets.UTF_8)));
        if (cases.opened(finding.caseId(), key).isPresent()) {
            return;
        }
        var words = json.readValue(vault.open(finding.sealed(), finding.caseId()), Words.class);
        var spot = finding.spot();
        var coordinates = coordinates(spot);
        var _ =
                cases.open(
                        finding.caseId(),
                        new Report(
                                numbers.next(clock.instant()),
                                CaseKind.valueOf(finding.kind()),
                                null,
                                Assessment.NONE,
                                FreeText.head(FreeText.plain(words.title()), 200),
                                description(words),
                                CHANNEL,
                                null,
                                null,
                                event.time(),
                                county(finding.division()),
                                coordinates,
                                spot == null ? null : spot.gridCode(),
                                null,
                                finding.division(),
                                null,
                                List.of(),
                                Confidence.NONE,
                                null),
                        ask(
                                        finding.division(),
                                        spot == null ? null : spot.gridCode(),
                                        coordinates,
                                        null)
                                .known(),
                        event.actor(),
                        key);
    }

    /** What another service took in is never lost for being too long here. */
    private static @Nullable String description(Words words) {
        return words.description() == null
                ? null
                : FreeText.head(FreeText.plain(words.description()), 20_000);
    }

    /** Who answers for it until it is located: the county and what lies above. */
    private static List<String> county(String division) {
        return Codes.path(division).stream().filter(code -> code.length() <= 6).toList();
    }

    private static @Nullable Coordinates coordinates(@Nullable Spot spot) {
        if (spot == null || spot.lng() == null || spot.lat() == null) {
            return null;
        }
        return new Coordinates(spot.lng(), spot.lat(), spot.crs() == null ? "WGS84" : spot.crs());
    }

    /** Asks anew where one lies that could not be located when it came. */
    Asked ask(Case it, String division) {
        var where = it.whereabouts();
        return ask(division, where.gridCode(), where.coordinates(), where.at());
    }

    /** The grid it names, the one where its point lies, else one of its division's. */
    private Asked ask(
            String division,
            @Nullable String gridCode,
            @Nullable Coordinates coordinates,
            @Nullable Instant at) {
        var named = Optional.ofNullable(gridCode).flatMap(directory::grid);
        if (named.isPresent()) {
            return new Asked.Answered(byCode(named.get()));
        }
        if (coordinates == null) {
            return new Asked.Answered(inDivision(division));
        }
        return switch (locator.ask(new Whereabouts(null, coordinates, "", null, at))) {
            case Asked.Answered(var place) ->
                    new Asked.Answered(isIn(division, place) ? place : inDivision(division));
            case Asked unknown -> unknown;
        };
    }

    private static boolean isIn(String division, Located place) {
        return place.gridCode() != null && place.path().containsAll(county(division));
    }

    private static Located byCode(GridState grid) {
        return Located.byCode(grid.code(), grid.divisionCode(), grid.members());
    }

    /** A village mostly is one grid; of several it is the first with somebody on duty. */
    private Located inDivision(String division) {
        var grids =
                directory.gridsOf(division).stream()
                        .sorted(
                                Comparator.comparing((GridState grid) -> grid.members().isEmpty())
                                        .thenComparing(GridState::code))
                        .toList();
        if (grids.isEmpty()) {
            return new Located(null, division, Codes.path(division), "PLACE_NAME", 1, List.of());
        }
        var grid = grids.getFirst();
        return grids.size() == 1
                ? byCode(grid)
                : new Located(
                        grid.code(),
                        division,
                        Codes.path(grid.code()),
                        "PLACE_NAME",
                        1.0 / grids.size(),
                        grid.members());
    }
}
