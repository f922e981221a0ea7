package dev.wangge.cases.ruleset;

import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/** For which division rules are meant: a province, a prefecture or a county. */
public final class RuleDivision {
    private static final int COUNTY = 6;

    private RuleDivision() {}

    /**
     * The division that a request names, else the caller's own.
     *
     * @return a prefix of 2, 4 or 6 digits
     * @throws Problem invalid-request
     */
    static String of(@Nullable String asked, Caller caller) {
        if (asked != null) {
            var code = asked.matches("\\d+") ? Codes.prefix(asked) : "";
            if (!code.matches("(\\d\\d){1,3}")) {
                throw wrong("wrong-code", "A province, prefecture or county has 2, 4 or 6 digits");
            }
            return code;
        }
        if (caller.divisions().size() != 1) {
            throw wrong("required", "division is required");
        }
        var own = Codes.prefix(caller.divisions().getFirst());
        return own.substring(0, Math.min(COUNTY, own.length()));
    }

    /**
     * The division whose rules a caller reads: whoever works in it reads them, and those above.
     *
     * @throws Problem invalid-request, out-of-scope
     */
    public static String readable(@Nullable String asked, Caller caller) {
        var code = of(asked, caller);
        if (caller.divisions().stream().noneMatch(own -> own.startsWith(code))) {
            caller.requireScope(code);
        }
        return code;
    }

    /**
     * The division for which a caller sets rules.
     *
     * @throws Problem invalid-request, out-of-scope
     */
    public static String settable(@Nullable String asked, Caller caller) {
        var code = of(asked, caller);
        caller.requireScope(code);
        return code;
    }

    private static Problem wrong(String code, String message) {
        return Problem.invalid(Pointed.parameter("division", code, message));
    }
}
