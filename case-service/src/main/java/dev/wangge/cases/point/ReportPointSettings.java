package dev.wangge.cases.point;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much may be reported without an account.
 *
 * @param perHour at one point, by whomever, 1 to 10,000
 * @param perHourOfAddress from where one comes, at whatever point, 1 to 10,000: a village may share
 *     one address
 */
@ConfigurationProperties("wangge.report-points")
record ReportPointSettings(
        @DefaultValue("60") int perHour, @DefaultValue("20") int perHourOfAddress) {
    ReportPointSettings {
        require("per-hour", perHour);
        require("per-hour-of-address", perHourOfAddress);
    }

    private static void require(String name, int value) {
        if (value < 1 || value > 10_000) {
            throw new IllegalArgumentException(
                    "wangge.report-points.%s is 1 to 10,000, not %d".formatted(name, value));
        }
    }
}
