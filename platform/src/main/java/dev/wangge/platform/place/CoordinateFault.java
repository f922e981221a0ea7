package dev.wangge.platform.place;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a longitude and a latitude as somebody gave them, in degrees.
 *
 * @param field {@code lng} or {@code lat}
 * @param code {@code required}, {@code out-of-range} or {@code swapped}
 */
public record CoordinateFault(String field, String code, String message) {

    /**
     * The fault of a pair; empty when it can be a point, or neither was given. The two the wrong
     * way round are told by a latitude that cannot be one, and far from China by lying in it
     * swapped.
     */
    public static Optional<CoordinateFault> of(@Nullable Double lng, @Nullable Double lat) {
        if (lng == null && lat == null) {
            return Optional.empty();
        }
        if (lng == null || lat == null) {
            return fault(lng == null ? "lng" : "lat", "required", "lng and lat come together");
        }
        if (!isLongitude(lng)) {
            return fault("lng", "out-of-range", "lng is -180 to 180 degrees");
        }
        if (!isLatitude(lat)) {
            return isLongitude(lat) && isLatitude(lng)
                    ? swapped("lat", lng, lat)
                    : fault("lat", "out-of-range", "lat is -90 to 90 degrees");
        }
        return !inChina(lng, lat) && inChina(lat, lng)
                ? swapped("lng", lng, lat)
                : Optional.empty();
    }

    private static Optional<CoordinateFault> swapped(String field, double lng, double lat) {
        return fault(
                field,
                "swapped",
                "lng and lat seem to be swapped: did you mean lng=%s and lat=%s?"
                        .formatted(lat, lng));
    }

    private static Optional<CoordinateFault> fault(String field, String code, String message) {
        return Optional.of(new CoordinateFault(field, code, message));
    }

    private static boolean isLongitude(double degrees) {
        return degrees >= -180 && degrees <= 180;
    }

    private static boolean isLatitude(double degrees) {
        return degrees >= -90 && degrees <= 90;
    }

    /** Roughly, its seas among it. */
    private static boolean inChina(double lng, double lat) {
        return lng >= 73 && lng <= 136 && lat >= 3 && lat <= 54;
    }
}
