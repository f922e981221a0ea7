package dev.wangge.grids.move;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people on the road may be silent.
 *
 * @param silentFor without a check-in, before their move is overdue
 */
@ConfigurationProperties("wangge.moves")
record MoveSettings(@DefaultValue("12h") Duration silentFor) {
    MoveSettings {
        if (!silentFor.isPositive()) {
            throw new IllegalArgumentException("wangge.moves.silent-for must be positive");
        }
    }
}
