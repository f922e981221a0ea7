package dev.wangge.platform.log;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunctions;

/**
 * What a log, a metric or a trace may say of an address: the pattern of its route. The address
 * itself may be a signed link, or hold a secret, a phone or a name.
 */
public final class Routes {
    /** What is said where no route matched. */
    public static final String NONE = "(no route)";

    private static final List<String> PATTERNS =
            List.of(
                    HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE,
                    RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);

    private Routes() {}

    /** The pattern that matched, such as {@code /api/v1/cases/{id}}; or that none did. */
    public static String of(HttpServletRequest request) {
        return PATTERNS.stream()
                .map(request::getAttribute)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Object::toString)
                .orElse(NONE);
    }
}
