package dev.wangge.cases.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * To whom a case goes.
 *
 * @param unit null for a member on duty where it lies
 * @param with units that take part from the beginning
 * @param among which of several on duty
 * @param rule the name of the row that decided; null where none could
 */
public record Route(@Nullable String unit, List<String> with, Among among, @Nullable String rule) {
    /** Which of several on duty. */
    public enum Among {
        /** The one to tell first. */
        LEAD,
        /** The one with the fewest cases to handle; of equals the one to tell first. */
        FEWEST_OPEN
    }

    static final Route ON_DUTY = new Route(null, List.of(), Among.LEAD, null);
}
