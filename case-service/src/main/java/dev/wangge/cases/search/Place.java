package dev.wangge.cases.search;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A place in a list of what was found: after this case.
 *
 * @param score how well it fitted
 * @param time by which the list is ordered, in milliseconds of the epoch
 */
record Place(float score, long time, String id) {
    String cursor() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "%d %d %s"
                                .formatted(Float.floatToIntBits(score), time, id)
                                .getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads a cursor.
     *
     * @throws Problem invalid-request when it is none of ours
     */
    static Place of(String cursor) {
        try {
            var parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII)
                            .split(" ", 3);
            return new Place(
                    Float.intBitsToFloat(Integer.parseInt(parts[0])),
                    Long.parseLong(parts[1]),
                    parts[2]);
        } catch (RuntimeException e) {
            throw Problem.invalid(
                    Pointed.parameter("cursor", "wrong-cursor", "Not a cursor of this list"));
        }
    }
}
