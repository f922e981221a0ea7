package dev.wangge.grids.roster;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Rosters;
import dev.wangge.grids.directory.Rosters.Read;
import dev.wangge.grids.duty.OnDuty;
import dev.wangge.grids.people.Contact;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.Level;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who is on duty, for a place and up its chain to the county, in one call. */
@RestController
@Tag(name = "people")
class OnDutyController {
    private final Directory directory;
    private final Rosters rosters;
    private final Vault vault;
    private final Clock clock;

    OnDutyController(Directory directory, Rosters rosters, Vault vault, Clock clock) {
        this.directory = directory;
        this.rosters = rosters;
        this.vault = vault;
        this.clock = clock;
    }

    record OnDutyView(
            String type,
            String code,
            String name,
            String phone,
            String role,
            String language,
            @Nullable String until,
            @Nullable String standingInFor) {}

    record Link(String level, String code, String name, List<OnDutyView> onDuty) {}

    record Chain(String asOf, List<Link> chain) {}

    @Operation(
            summary = "Who is on duty in a grid, its village, township and county",
            description =
                    "at= another time, as the rosters say now; the one to tell first in front")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/grids/{code}/on-duty")
    Chain ofGrid(@PathVariable String code, @RequestParam(required = false) @Nullable String at) {
        var time = time(at);
        var grid =
                GridCode.parse(code)
                        .filter(it -> Caller.current().covers(code))
                        .flatMap(it -> directory.find(Kind.GRID, code))
                        .orElseThrow(
                                () -> new Problem(ProblemType.NO_SUCH_GRID, "No grid " + code));
        var chain = new ArrayList<Link>();
        var read = rosters.ofGrids(List.of(code), time);
        chain.add(new Link("grid", code, grid.text("name"), views(code, read, time)));
        chain.addAll(up(new GridCode(code).village(), time));
        return new Chain(Times.utc(time), chain);
    }

    @Operation(summary = "Who is on duty for a division and those above it, up to the county")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/divisions/{code}/on-duty")
    Chain ofDivision(
            @PathVariable String code, @RequestParam(required = false) @Nullable String at) {
        var time = time(at);
        var division =
                DivisionCode.parse(code.length() < 12 ? Codes.padded(code) : code)
                        .filter(it -> Caller.current().covers(it.value()))
                        .filter(it -> directory.find(Kind.DIVISION, it.value()).isPresent())
                        .orElseThrow(() ->
                                new Problem(ProblemType.NO_SUCH_DIVISION, "No division " + code));
        return new Chain(Times.utc(time), up(division, time));
    }

    private Instant time(@Nullable String at) {
        return at == null ? clock.instant() : Times.parameter("at", at);
    }

    /** From this division to its county; one that lies above counties is alone. */
    private List<Link> up(DivisionCode from, Instant time) {
        var codes =
                from.level().compareTo(Level.COUNTY) < 0
                        ? List.of(from.value())
                        : from.path().reversed().stream()
                                .map(Codes::padded)
                                .filter(code ->
                                        new DivisionCode(code).level().compareTo(Level.COUNTY) >= 0)
                                .toList();
        var read = rosters.ofDivisions(codes, time);
        var known = directory.find(Kind.DIVISION, codes);
        return codes.stream()
                .map(code -> {
                    var division = known.get(code);
                    return new Link(
                            new DivisionCode(code).level().spelled(),
                            code,
                            division == null ? "" : division.text("name"),
                            views(code, read, time));
                })
                .toList();
    }

    private List<OnDutyView> views(String place, Read read, Instant time) {
        return read.roster(place).at(time).onDuty().stream().map(it -> view(it, read)).toList();
    }

    private OnDutyView view(OnDuty it, Read read) {
        var contact =
                switch (it.who()) {
                    case MEMBER -> contact(read.members().get(it.code()));
                    case UNIT -> contact(read.units().get(it.code()));
                    case PERSON -> {
                        var person = read.persons().get(it.code());
                        yield person == null
                                ? nobody()
                                : Contact.open(vault, person.sealedContact(), person.code());
                    }
                };
        var unit = read.units().get(it.code());
        return new OnDutyView(
                it.who().name(),
                it.code(),
                it.who() == dev.wangge.grids.duty.Who.UNIT && unit != null
                        ? unit.text("name")
                        : contact.maskedName(),
                contact.maskedPhone(),
                it.role(),
                read.language(it),
                Times.utcOrNull(it.until()),
                it.standingInFor());
    }

    private Contact contact(@Nullable Entry entry) {
        return entry == null ? nobody() : Contact.open(vault, entry);
    }

    private static Contact nobody() {
        return new Contact("", "", "", "");
    }
}
