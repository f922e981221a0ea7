package dev.wangge.grids.directory;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asked to see of a list: how many, after which entry.
 *
 * @param after its key; null at the beginning
 * @param place where it lies; empty at the beginning
 */
public record Asked(int limit, @Nullable String after, String place) {
    public Asked(int limit, @Nullable String after) {
        this(limit, after, "");
    }

    /**
     * Checks the two parameters.
     *
     * @throws Problem invalid-request
     */
    public static Asked of(int limit, @Nullable String cursor) {
        Page.checkLimit(limit);
        if (cursor == null) {
            return new Asked(limit, null);
        }
        try {
            var entry =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                            .split(" ", 2);
            return new Asked(limit, entry[1], entry[0]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Problem.invalid(
                    Pointed.parameter("cursor", "wrong-cursor", "This is no cursor of ours"));
        }
    }

    /** The place of an entry in a list. */
    public static String cursor(Entry entry) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (entry.place() + " " + entry.key()).getBytes(StandardCharsets.UTF_8));
    }
}
