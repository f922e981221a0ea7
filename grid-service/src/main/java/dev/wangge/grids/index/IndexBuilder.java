package dev.wangge.grids.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Takes areas one by one, in the order of their codes; their outlines are kept as numbers at once.
 * An outline of the index before is not read again, and its corners are not kept twice: both
 * indexes share them. Mostly a map is made again because of who is on duty: when all areas are
 * those of the index before, that one goes on.
 */
public final class IndexBuilder {
    private final @Nullable GridIndex before;
    private final List<String> codes = new ArrayList<>();
    private final Map<Integer, Spells> sometimes = new HashMap<>();
    private Corners corners;
    private int[] first = new int[64];
    private int[] end = new int[64];
    private double[] sizes = new double[64];
    private long[] digests = new long[64];

    /** Whether every area until now is the one of its slot in the index before. */
    private boolean same;

    /** How far the index before has been looked through. */
    private int seen;

    public IndexBuilder(@Nullable GridIndex before) {
        this.before = before;
        this.same = before != null;
        this.corners = before == null ? new Corners() : before.corners().shared();
    }

    /** Adds an outline as the directory stores it; slots count from 0. */
    public void add(String code, String geoJson, Spells spells) {
        long digest = digest(geoJson);
        int known = before == null ? -1 : known(before, code, digest);
        int slot = codes.size();
        if (before != null && known >= 0) {
            same &= known == slot && isSame(before.sometimes(slot), spells);
            append(
                    before.code(known),
                    digest,
                    before.first(known),
                    before.end(known),
                    before.enclosed(known));
        } else {
            int begun = corners.size();
            double size;
            try {
                size = GeoJsonRings.read(geoJson, corners);
            } catch (RuntimeException e) {
                corners.cut(begun);
                throw e;
            }
            same = false;
            append(code, digest, begun, corners.size(), size);
        }
        if (!spells.isAlways()) {
            sometimes.put(slot, spells);
        }
    }

    void add(String code, Geometry geometry) {
        int begun = corners.size();
        double size = 0;
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
            if (geometry.getGeometryN(part) instanceof Polygon polygon) {
                size += ring(polygon.getExteriorRing());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    size -= ring(polygon.getInteriorRingN(hole));
                }
            }
        }
        append(code, 0, begun, corners.size(), size);
    }

    public GridIndex build() {
        if (before != null && same && codes.size() == before.size()) {
            return before;
        }
        if (corners.size() > 2 * live()) {
            compact();
        }
        return new GridIndex(this);
    }

    Corners corners() {
        return corners;
    }

    String[] codes() {
        return codes.toArray(String[]::new);
    }

    int[] first() {
        return Arrays.copyOf(first, codes.size());
    }

    int[] end() {
        return Arrays.copyOf(end, codes.size());
    }

    double[] sizes() {
        return Arrays.copyOf(sizes, codes.size());
    }

    long[] digests() {
        return Arrays.copyOf(digests, codes.size());
    }

    Map<Integer, Spells> sometimes() {
        return Map.copyOf(sometimes);
    }

    private double ring(LineString line) {
        int from = corners.size();
        for (var corner : line.getCoordinates()) {
            corners.add(corner.x, corner.y);
        }
        double size = corners.enclosed(from, corners.size());
        corners.endRing();
        return size;
    }

    private void append(String code, long digest, int from, int to, double size) {
        int slot = codes.size();
        codes.add(code);
        if (slot == first.length) {
            int more = slot + slot / 2;
            first = Arrays.copyOf(first, more);
            end = Arrays.copyOf(end, more);
            sizes = Arrays.copyOf(sizes, more);
            digests = Arrays.copyOf(digests, more);
        }
        first[slot] = from;
        end[slot] = to;
        sizes[slot] = size;
        digests[slot] = digest;
    }

    private long live() {
        long live = 0;
        for (int slot = 0; slot < codes.size(); slot++) {
            live += end[slot] - first[slot];
        }
        return live;
    }

    /** Leaves behind the corners of outlines that are no more. */
    private void compact() {
        var kept = new Corners();
        for (int slot = 0; slot < codes.size(); slot++) {
            int begun = kept.size();
            kept.copy(corners, first[slot], end[slot]);
            first[slot] = begun;
            end[slot] = kept.size();
        }
        corners = kept;
    }

    /** The slot of this very outline in the index before; below 0 if it is new. */
    private int known(GridIndex old, String code, long digest) {
        while (seen < old.size() && old.code(seen).compareTo(code) < 0) {
            seen++;
        }
        for (int slot = seen; slot < old.size() && old.code(slot).equals(code); slot++) {
            if (old.digest(slot) == digest) {
                return slot;
            }
        }
        return -1;
    }

    private static boolean isSame(@Nullable Spells known, Spells spells) {
        return known == null ? spells.isAlways() : known.equals(spells);
    }

    /** FNV-1a over its characters. */
    private static long digest(String text) {
        long digest = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            digest = (digest ^ text.charAt(i)) * 0x100000001b3L;
        }
        return digest;
    }
}
