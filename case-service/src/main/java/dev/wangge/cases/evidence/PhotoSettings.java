package dev.wangge.cases.evidence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of photos.
 *
 * @param mostPixels of one that is sent, 1 to 100,000,000
 * @param longestSide of what is kept, in pixels, 100 to 10,000
 * @param pixelsAtOnce of all that are being decoded; each takes some four bytes of memory. One
 *     alone may have more
 * @param patience how long one waits for its turn to be decoded
 * @param mostPerCase photos of one case, used or not
 * @param unusedFor how long a photo is kept that nothing refers to
 */
@ConfigurationProperties("wangge.photos")
record PhotoSettings(
        @DefaultValue("25000000") int mostPixels,
        @DefaultValue("2048") int longestSide,
        @DefaultValue("25000000") int pixelsAtOnce,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("60") int mostPerCase,
        @DefaultValue("24h") Duration unusedFor) {
    PhotoSettings {
        require("most-pixels", mostPixels, 1, 100_000_000);
        require("longest-side", longestSide, 100, 10_000);
        require("pixels-at-once", pixelsAtOnce, 1, 1_000_000_000);
        require("most-per-case", mostPerCase, 1, 1_000);
        // A photo must outlive the action that is about to name it.
        require("unused-for (minutes)", unusedFor.toMinutes(), 5, 525_600);
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "wangge.photos.%s is %d to %d, not %d".formatted(name, least, most, value));
        }
    }
}
