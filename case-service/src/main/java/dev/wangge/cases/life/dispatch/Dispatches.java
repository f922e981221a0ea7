package dev.wangge.cases.life.dispatch;

import dev.wangge.cases.life.dispatch.FirstDispatch.Advice;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.platform.event.Fact;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a case found whoever handles it: 首派准确率 and its sisters are counted from this.
 *
 * @param first null before somebody had it
 * @param redispatched how often it went from one to another
 * @param recalled how often it was taken back
 * @param returned how often it was given back, by cause
 */
public record Dispatches(
        @Nullable FirstDispatch first,
        int redispatched,
        int recalled,
        Map<String, Integer> returned) {
    public static final Dispatches NONE = new Dispatches(null, 0, 0, Map.of());

    /** What was given back without a cause, or before one could be said. */
    private static final String OTHER = "OTHER";

    private static final int COUNTY = 6;

    public Dispatches {
        returned = Objects.requireNonNullElse(returned, Map.of());
    }

    /**
     * What this fact makes of it.
     *
     * @param hadSomebody whether somebody had it until then
     * @param path codes of where it lies
     */
    public Dispatches apply(CaseEvent event, Fact fact, boolean hadSomebody, List<String> path) {
        return switch (event) {
            case CaseDispatched e -> dispatched(e, fact, hadSomebody, path);
            case CaseRecalled _ -> new Dispatches(moved(), redispatched, recalled + 1, returned);
            case CaseReturned e -> new Dispatches(moved(), redispatched, recalled, more(e));
            case CaseHandled _,
                    CaseSettled _,
                    CaseClosed _,
                    CaseDeclined _,
                    CaseVoided _,
                    CaseMerged _ ->
                    first == null || first.isJudged() ? this : with(first.judged());
            default -> this;
        };
    }

    private Dispatches dispatched(
            CaseDispatched event, Fact fact, boolean hadSomebody, List<String> path) {
        if (first == null) {
            var byRule = fact.by().equals(Actor.SYSTEM.toString());
            return with(new FirstDispatch(county(path), byRule, false, false, Advice.in(event)));
        }
        return hadSomebody ? new Dispatches(moved(), redispatched + 1, recalled, returned) : this;
    }

    private static String county(List<String> path) {
        return path.stream().filter(code -> code.length() == COUNTY).findFirst().orElse("NONE");
    }

    private @Nullable FirstDispatch moved() {
        return first == null ? null : first.moved();
    }

    private Map<String, Integer> more(CaseReturned event) {
        var more = new TreeMap<>(returned);
        more.merge(Objects.requireNonNullElse(event.cause(), OTHER), 1, Integer::sum);
        return more;
    }

    private Dispatches with(FirstDispatch other) {
        return new Dispatches(other, redispatched, recalled, returned);
    }
}
