package dev.wangge.cases.list;

import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.directory.Callers;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** By which keys a caller's lists and numbers of cases are looked for. */
@Component
class ListScope {
    private final Callers callers;

    ListScope(Callers callers) {
        this.callers = callers;
    }

    /**
     * Those of all their divisions, or of one division or grid.
     *
     * @throws Problem wrong-value or outside-scope
     */
    List<String> of(Optional<String> within, Caller caller) {
        return within.isEmpty() ? AccessKeys.listed(caller) : within(within.get(), caller);
    }

    /**
     * Those of places alone, not of what is theirs wherever it lies.
     *
     * @throws Problem wrong-value or outside-scope
     */
    List<String> ofPlaces(Optional<String> within, Caller caller) {
        return within.isEmpty()
                ? AccessKeys.within(caller.divisions(), caller)
                : within(within.get(), caller);
    }

    private List<String> within(String code, Caller caller) {
        var prefix = Codes.within(code);
        caller.requireScope(prefix);
        return AccessKeys.within(callers.withFormer(prefix), caller);
    }
}
