package dev.wangge.cases.locate;

import dev.wangge.platform.place.Codes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * grid-service's answer: which grid, by which rule, how sure (0 to 1), and who is on duty there,
 * the one to tell first in front.
 */
public record Located(
        @Nullable String gridCode,
        @Nullable String divisionCode,
        List<String> path,
        String rule,
        double confidence,
        List<String> onDuty) {

    public Located {
        path = List.copyOf(path);
        onDuty = List.copyOf(onDuty);
    }

    /**
     * The same for those who answer for these prefixes only: what lies elsewhere is not theirs to
     * see.
     */
    public Located within(List<String> prefixes) {
        if (path.isEmpty() || path.stream().anyMatch(prefixes::contains)) {
            return this;
        }
        return new Located(null, null, List.of(), "OUTSIDE_SCOPE", confidence, List.of());
    }

    /** The grid that the report itself names. */
    public static Located byCode(String gridCode, String divisionCode, List<String> onDuty) {
        return new Located(gridCode, divisionCode, Codes.path(gridCode), "GRID_CODE", 1, onDuty);
    }

    boolean isNowhere() {
        return rule.equals("UNLOCATED");
    }

    public static Located nowhere() {
        return new Located(null, null, List.of(), "UNLOCATED", 0, List.of());
    }
}
