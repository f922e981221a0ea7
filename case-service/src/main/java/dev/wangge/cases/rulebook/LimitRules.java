package dev.wangge.cases.rulebook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.clock.Limit;
import dev.wangge.cases.clock.Limits;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleForm;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.Setting;
import dev.wangge.contracts.cases.v1.CaseKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** How long each step may take. */
@Component
class LimitRules implements RuleSet<LimitRules.Body, Limits> {
    /** Of any unit: a year of days. */
    private static final String MOST = "366";

    private static final Body BUILT_IN =
            new Body(
                    new Span(15, Unit.MINUTES),
                    new Span(15, Unit.MINUTES),
                    List.of(
                            new OfKind(CaseKind.EMERGENCY, 2, Unit.HOURS),
                            new OfKind(CaseKind.HAZARD, 24, Unit.HOURS),
                            new OfKind(CaseKind.PATROL_FINDING, 24, Unit.HOURS),
                            new OfKind(CaseKind.DISPUTE, 30, Unit.DAYS),
                            new OfKind(CaseKind.REQUEST, 5, Unit.WORKING_DAYS),
                            new OfKind(CaseKind.ADVICE, 5, Unit.WORKING_DAYS)),
                    new Span(1, Unit.WORKING_DAYS),
                    new Span(1, Unit.WORKING_DAYS));
    private static final RuleForm<Body> FORM =
            new RuleForm<>("limits", Body.class, Change.class, BUILT_IN);

    /** Working time follows the calendar, all else runs day and night. */
    enum Unit {
        MINUTES(Duration.ofMinutes(1), Limit.Time.CONTINUOUS),
        HOURS(Duration.ofHours(1), Limit.Time.CONTINUOUS),
        DAYS(Duration.ofDays(1), Limit.Time.CONTINUOUS),
        WORKING_DAYS(Duration.ofDays(1), Limit.Time.WORKING),
        WORKING_HOURS(Duration.ofHours(1), Limit.Time.WORKING_HOURS);

        private final Duration one;
        private final Limit.Time time;

        Unit(Duration one, Limit.Time time) {
            this.one = one;
            this.time = time;
        }

        Limit times(int amount) {
            return new Limit(one.multipliedBy(amount), time);
        }
    }

    /** So many of a unit. */
    record Span(
            @Schema(requiredMode = REQUIRED, minimum = "1", maximum = MOST, example = "15")
                    Integer amount,
            @Schema(requiredMode = REQUIRED) Unit unit) {
        Limit limit() {
            return unit.times(amount);
        }
    }

    /** To handle a kind of case. */
    record OfKind(
            @Schema(requiredMode = REQUIRED) CaseKind kind,
            @Schema(requiredMode = REQUIRED, minimum = "1", maximum = MOST, example = "24")
                    Integer amount,
            @Schema(requiredMode = REQUIRED) Unit unit) {
        Limit limit() {
            return unit.times(amount);
        }
    }

    /**
     * The document.
     *
     * @param accept to answer a report
     * @param dispatch to give it to somebody
     * @param handle one for each kind; it runs from acceptance
     * @param verify to check what was done
     * @param close to close what was checked
     */
    record Body(
            @Schema(requiredMode = REQUIRED) Span accept,
            @Schema(requiredMode = REQUIRED) Span dispatch,
            @Schema(requiredMode = REQUIRED) List<OfKind> handle,
            @Schema(requiredMode = REQUIRED) Span verify,
            @Schema(requiredMode = REQUIRED) Span close) {}

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
        var kinds = body.handle().stream().map(OfKind::kind).toList();
        return Stream.concat(
                        EachKind.twice(kinds, "#/body/handle/%d/kind").stream(),
                        EachKind.missing(kinds, "#/body/handle", "%s has no limit").stream())
                .toList();
    }

    @Override
    public Limits rules(Body body) {
        Map<CaseKind, Limit> handle = new EnumMap<>(CaseKind.class);
        body.handle().forEach(row -> handle.put(row.kind(), row.limit()));
        return new Limits(
                body.accept().limit(),
                body.dispatch().limit(),
                handle,
                body.verify().limit(),
                body.close().limit());
    }
}
