package dev.wangge.bench;

import dev.wangge.grids.index.GridIndex.Area;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/** What one would write first: an STRtree over prepared polygons. */
final class TreeBaseline {
    /** Of several areas over a point the smallest counts, then the lowest code. */
    static final Comparator<Area> PREFERENCE =
            Comparator.<Area>comparingDouble(area -> area.geometry().getArea())
                    .thenComparing(Area::code);

    private static final GeometryFactory FACTORY = new GeometryFactory();
    private final STRtree tree = new STRtree();

    private record Leaf(int rank, String code, PreparedGeometry geometry) {}

    TreeBaseline(List<Area> areas) {
        var ranked = new ArrayList<>(areas);
        ranked.sort(PREFERENCE);
        for (int rank = 0; rank < ranked.size(); rank++) {
            var area = ranked.get(rank);
            tree.insert(
                    area.geometry().getEnvelopeInternal(),
                    new Leaf(rank, area.code(), PreparedGeometryFactory.prepare(area.geometry())));
        }
        tree.build();
    }

    @Nullable String gridAt(double lng, double lat) {
        var at = new Coordinate(lng, lat);
        var point = FACTORY.createPoint(at);
        Leaf best = null;
        for (Object found : tree.query(new Envelope(at))) {
            if (found instanceof Leaf leaf
                    && (best == null || leaf.rank < best.rank)
                    && leaf.geometry.intersects(point)) {
                best = leaf;
            }
        }
        return best == null ? null : best.code();
    }
}
