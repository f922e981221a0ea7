package dev.wangge.grids.place;

import org.jspecify.annotations.Nullable;

/** An outline that encloses nothing one could lie in; with the point where that shows. */
public final class InvalidGeometry extends Exception {
    private final String code;
    private final double @Nullable [] point;

    /**
     * Says what is wrong.
     *
     * @param code for programs, as {@code self-intersection}, {@code swapped}
     * @param point longitude and latitude, where there is one point to blame
     */
    public InvalidGeometry(String code, String message, double @Nullable [] point) {
        super(message);
        this.code = code;
        this.point = point == null ? null : point.clone();
    }

    /** What is wrong, for programs. */
    public String code() {
        return code;
    }

    /** Longitude and latitude, where there is one point to blame. */
    public double @Nullable [] point() {
        return point == null ? null : point.clone();
    }
}
