package dev.wangge.grids.locate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * Finds the area a point lies in. Immutable; any number of threads may ask. A raster of cells knows
 * for most of the map that a cell lies wholly in one area, or in none; only cells that an outline
 * crosses look at polygons. Of overlapping areas the smallest wins, then the lowest code; a point
 * on an outline lies in it.
 */
public final class GridIndex {
    private static final int NOTHING = -1;
    private static final int LEAST_CELLS = 1 << 14;
    private static final int MOST_CELLS = 1 << 20;
    private static final int CELLS_PER_AREA = 100;

    private final List<Area> areas;
    private final List<PointOnGeometryLocator> locators = new ArrayList<>();
    private final Raster raster;

    /** An area by its code; Polygon or MultiPolygon, longitude and latitude in degrees. */
    public record Area(String code, Geometry geometry) {}

    public GridIndex(List<Area> areas) {
        this.areas =
                areas.stream()
                        .sorted(
                                Comparator.<Area>comparingDouble(area -> area.geometry().getArea())
                                        .thenComparing(Area::code))
                        .toList();
        var all = new Envelope();
        for (var area : this.areas) {
            locators.add(EverySegment.orIndexed(area.geometry()));
            all.expandToInclude(area.geometry().getEnvelopeInternal());
        }
        int cells = Math.clamp((long) CELLS_PER_AREA * areas.size(), LEAST_CELLS, MOST_CELLS);
        this.raster = new Raster(all, (int) Math.sqrt(cells));
        for (int i = 0; i < this.areas.size(); i++) {
            draw(i);
        }
    }

    /** The code of the area there, if any. */
    public @Nullable String find(double lng, double lat) {
        int cell = raster.cell(lng, lat);
        if (cell < 0) {
            return null;
        }
        int sure = raster.sure[cell];
        var maybe = raster.maybe[cell];
        if (maybe != null) {
            var point = new Coordinate(lng, lat);
            // In order of preference; one that is surely there ends the search.
            for (int i : maybe) {
                if (sure != NOTHING && i > sure) {
                    break;
                }
                if (locators.get(i).locate(point) != Location.EXTERIOR) {
                    return areas.get(i).code();
                }
            }
        }
        return sure == NOTHING ? null : areas.get(sure).code();
    }

    public int size() {
        return areas.size();
    }

    private void draw(int i) {
        var geometry = areas.get(i).geometry();
        var crossed = new java.util.BitSet();
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
            if (geometry.getGeometryN(part) instanceof Polygon polygon) {
                raster.cross(polygon.getExteriorRing().getCoordinates(), crossed);
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    raster.cross(polygon.getInteriorRingN(hole).getCoordinates(), crossed);
                }
            }
        }
        var box = geometry.getEnvelopeInternal();
        int left = raster.column(box.getMinX());
        int right = raster.column(box.getMaxX());
        for (int row = raster.row(box.getMinY()); row <= raster.row(box.getMaxY()); row++) {
            boolean known = false;
            boolean inside = false;
            for (int column = left; column <= right; column++) {
                int cell = row * raster.side + column;
                if (crossed.get(cell)) {
                    raster.add(cell, i);
                    known = false;
                    continue;
                }
                // No outline between this cell and the one before: both are in, or both out.
                if (!known) {
                    inside =
                            locators.get(i).locate(raster.centre(column, row)) == Location.INTERIOR;
                    known = true;
                }
                if (inside && raster.sure[cell] == NOTHING) {
                    raster.sure[cell] = i;
                }
            }
        }
    }

    private static final class Raster {
        private static final double MARGIN = 1e-9;
        private final int side;
        private final Envelope box;
        private final double width;
        private final double height;
        private final int[] sure;
        private final int[] @Nullable [] maybe;

        Raster(Envelope box, int side) {
            this.side = side;
            this.box = box;
            this.width = Math.max(box.getWidth() / side, MARGIN);
            this.height = Math.max(box.getHeight() / side, MARGIN);
            this.sure = new int[side * side];
            Arrays.fill(sure, NOTHING);
            this.maybe = new int[side * side][];
        }

        int column(double lng) {
            return Math.clamp((long) Math.floor((lng - box.getMinX()) / width), 0, side - 1);
        }

        int row(double lat) {
            return Math.clamp((long) Math.floor((lat - box.getMinY()) / height), 0, side - 1);
        }

        int cell(double lng, double lat) {
            return box.contains(lng, lat) ? row(lat) * side + column(lng) : -1;
        }

        Coordinate centre(int column, int row) {
            return new Coordinate(
                    box.getMinX() + (column + 0.5) * width, box.getMinY() + (row + 0.5) * height);
        }

        void add(int cell, int area) {
            var before = maybe[cell];
            var after = before == null ? new int[1] : Arrays.copyOf(before, before.length + 1);
            after[after.length - 1] = area;
            maybe[cell] = after;
        }

        /** Marks every cell that the line touches, rather one too many than one too few. */
        void cross(Coordinate[] line, java.util.BitSet crossed) {
            for (int i = 1; i < line.length; i++) {
                segment(line[i - 1], line[i], crossed);
            }
        }

        private void segment(Coordinate a, Coordinate b, java.util.BitSet crossed) {
            double low = Math.min(a.y, b.y) - MARGIN;
            double high = Math.max(a.y, b.y) + MARGIN;
            for (int row = row(low); row <= row(high); row++) {
                double bottom = Math.max(low, box.getMinY() + row * height - MARGIN);
                double top = Math.min(high, box.getMinY() + (row + 1) * height + MARGIN);
                double x1 = at(a, b, bottom);
                double x2 = at(a, b, top);
                boolean flat = Math.abs(a.y - b.y) < 4 * MARGIN;
                int from = column((flat ? Math.min(a.x, b.x) : Math.min(x1, x2)) - MARGIN);
                int to = column((flat ? Math.max(a.x, b.x) : Math.max(x1, x2)) + MARGIN);
                crossed.set(row * side + from, row * side + to + 1);
            }
        }

        private static double at(Coordinate a, Coordinate b, double y) {
            double along = a.y == b.y ? 0 : Math.clamp((y - a.y) / (b.y - a.y), 0.0, 1.0);
            return a.x + along * (b.x - a.x);
        }
    }
}
