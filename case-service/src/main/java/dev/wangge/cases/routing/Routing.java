package dev.wangge.cases.routing;

import dev.wangge.cases.condition.FirstMatch;
import dev.wangge.cases.condition.ValueType;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.contracts.cases.v1.Tier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Decides to whom cases go by rows, of which the first that takes a case decides. */
public final class Routing {
    /** As conditions name them. */
    static final Map<String, ValueType> VARIABLES = withTier();

    private final FirstMatch match;
    private final List<Route> routes;

    /**
     * @param routes one for each row
     */
    Routing(FirstMatch match, List<Route> routes) {
        this.match = match;
        this.routes = List.copyOf(routes);
    }

    private static Map<String, ValueType> withTier() {
        var variables = new HashMap<>(TriageInput.VARIABLES);
        variables.put("tier", ValueType.TEXT);
        return Map.copyOf(variables);
    }

    static Map<String, String> variables(TriageInput report, Tier tier) {
        var variables = new HashMap<>(report.variables());
        variables.put("tier", tier.name());
        return variables;
    }

    /**
     * To whom it goes. A row whose unit does not answer for where it lies takes nothing.
     *
     * @param reaches whether a unit is there, and answers for where the case lies
     */
    public Route route(TriageInput report, Tier tier, Predicate<String> reaches) {
        var variables = variables(report, tier);
        for (var row = match.first(variables);
                row.isPresent();
                row = match.next(variables, row.getAsInt() + 1)) {
            var route = routes.get(row.getAsInt());
            if (route.unit() == null || reaches.test(route.unit())) {
                return route;
            }
        }
        return Route.ON_DUTY;
    }
}
