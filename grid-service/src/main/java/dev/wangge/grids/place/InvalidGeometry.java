package dev.wangge.grids.place;

import org.jspecify.annotations.Nullable;

/** An outline that encloses nothing one could lie in; with the point where that shows. */
public final class InvalidGeometry extends Exception {
    private final double @Nullable [] point;

    InvalidGeometry(String message, double @Nullable [] point) {
        super(message);
        this.point = point;
    }

    /** Longitude and latitude, where there is one point to blame. */
    public double @Nullable [] point() {
        return point == null ? null : point.clone();
    }
}
