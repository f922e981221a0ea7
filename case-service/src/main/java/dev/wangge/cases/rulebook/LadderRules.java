package dev.wangge.cases.rulebook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.clock.Ladder;
import dev.wangge.cases.clock.Limit;
import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleForm;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.Setting;
import dev.wangge.contracts.cases.v1.CaseKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** When what is not done is reminded of, and whom it climbs to. */
@Component
class LadderRules implements RuleSet<LadderRules.Body, Ladder> {
    private static final int MOST_REMINDERS = 5;

    private static final Body BUILT_IN =
            new Body(
                    List.of(50, 80),
                    List.of(CaseKind.EMERGENCY),
                    List.of(
                            each(CaseKind.EMERGENCY, 30, LimitRules.Unit.MINUTES),
                            each(CaseKind.HAZARD, 4, LimitRules.Unit.HOURS),
                            each(CaseKind.PATROL_FINDING, 1, LimitRules.Unit.DAYS),
                            each(CaseKind.DISPUTE, 1, LimitRules.Unit.DAYS),
                            each(CaseKind.REQUEST, 1, LimitRules.Unit.DAYS),
                            each(CaseKind.ADVICE, 1, LimitRules.Unit.DAYS)),
                    14);

    private static final RuleForm<Body> FORM =
            new RuleForm<>("ladders", Body.class, Change.class, BUILT_IN);

    private static OfKind each(CaseKind kind, int amount, LimitRules.Unit unit) {
        return new OfKind(
                kind,
                new Wait(0, LimitRules.Unit.MINUTES),
                new LimitRules.Span(amount, unit),
                List.of());
    }

    /** So many of a unit, or none. */
    record Wait(
            @Schema(requiredMode = REQUIRED, minimum = "0", maximum = "366", example = "0")
                    Integer amount,
            @Schema(requiredMode = REQUIRED) LimitRules.Unit unit) {
        Limit limit() {
            return unit.times(amount);
        }
    }

    /**
     * How a kind of case climbs when it is overdue.
     *
     * @param after past the due time the first superior is told
     * @param each has so long before the next one is told: village, township, county
     * @param skips those that are passed over; the county never is
     */
    record OfKind(
            @Schema(requiredMode = REQUIRED) CaseKind kind,
            @Schema(requiredMode = REQUIRED) Wait after,
            @Schema(requiredMode = REQUIRED) LimitRules.Span each,
            @Schema(requiredMode = REQUIRED) List<Ladder.Level> skips) {
        private Ladder.Climb climb() {
            return new Ladder.Climb(after.limit(), each.limit(), Set.copyOf(skips));
        }
    }

    /**
     * The document.
     *
     * @param remindAt in percent of a step's time, in their order
     * @param dayAndNight kinds that are reminded of at any hour; others wait for working hours
     * @param climb one for each kind
     * @param warnDays before a window shuts in which the work of a suspended case is possible
     */
    record Body(
            @Schema(requiredMode = REQUIRED) List<Integer> remindAt,
            @Schema(requiredMode = REQUIRED) List<CaseKind> dayAndNight,
            @Schema(requiredMode = REQUIRED) List<OfKind> climb,
            @Schema(requiredMode = REQUIRED, minimum = "1", maximum = "90", example = "14")
                    Integer warnDays) {}

    /** A request. */
    record Change(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = LONGEST_WHY) String why,
            @Schema(requiredMode = REQUIRED) Body body)
            implements RuleChange<Body> {}

    @Override
    public RuleForm<Body> form() {
        return FORM;
    }

    @Override
    public List<Finding> check(Body body, Setting there) {
        var kinds = body.climb().stream().map(OfKind::kind).toList();
        return Stream.of(
                        reminders(body.remindAt()),
                        EachKind.twice(body.dayAndNight(), "#/body/dayAndNight/%d"),
                        EachKind.twice(kinds, "#/body/climb/%d/kind"),
                        EachKind.missing(kinds, "#/body/climb", "%s does not climb"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Finding> reminders(List<Integer> percents) {
        var findings = new ArrayList<Finding>();
        if (percents.size() > MOST_REMINDERS) {
            findings.add(new Finding("#/body/remindAt", "too-many", "At most " + MOST_REMINDERS));
        }
        int before = 0;
        for (int i = 0; i < percents.size(); i++) {
            int percent = percents.get(i);
            if (percent <= before || percent >= 100) {
                findings.add(
                        new Finding(
                                "#/body/remindAt/" + i,
                                "out-of-range",
                                "Each is more than the one before, and less than 100"));
            }
            before = Math.max(before, percent);
        }
        return findings;
    }

    @Override
    public Ladder rules(Body body) {
        return new Ladder(
                body.remindAt(),
                Set.copyOf(body.dayAndNight()),
                body.climb().stream().collect(Collectors.toMap(OfKind::kind, OfKind::climb)),
                body.warnDays(),
                new WorkCalendar());
    }
}
