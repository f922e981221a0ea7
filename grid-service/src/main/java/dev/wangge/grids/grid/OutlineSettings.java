package dev.wangge.grids.grid;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How exactly outlines have to fit.
 *
 * @param countyTolerance metres by which a grid may leave its county: boundaries are drawn at
 *     different scales
 * @param sliver square metres of an overlap or gap that are no fault yet
 */
@ConfigurationProperties("wangge.outlines")
record OutlineSettings(
        @DefaultValue("500") double countyTolerance, @DefaultValue("100") double sliver) {
    OutlineSettings {
        if (!(countyTolerance >= 0) || !(sliver >= 0)) {
            throw new IllegalArgumentException("wangge.outlines: neither may be negative");
        }
    }
}
