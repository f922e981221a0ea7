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
 * Mostly a map is made again because of who is on duty: while all areas are those of the index
 * before nothing is read, and when all were, that one goes on.
 */
public final class IndexBuilder {
    private final @Nullable GridIndex before;
    private final Corners corners = new Corners();
    private final List<String> codes = new ArrayList<>();
    private final Map<Integer, Spells> sometimes = new HashMap<>();
    private int[] first = new int[64];
    private double[] sizes = new double[64];
    private long[] digests = new long[64];
    private boolean same;

    /** How far the index before has been looked through. */
    private int seen;

    public IndexBuilder(@Nullable GridIndex before) {
        this.before = before;
        this.same = before != null;
    }

    /** Adds an outline as the directory stores it; slots count from 0. */
    public void add(String code, String geoJson, Spells spells) {
        long digest = digest(geoJson);
        int slot = codes.size();
        var old = before;
        if (old != null && same) {
            if (slot < old.size()
                    && isSame(old, slot, code, digest)
                    && spellsOf(old, slot, spells)) {
                codes.add(old.code(slot));
                return;
            }
            takeOver(old);
        }
        int begun = begin(code, digest);
        try {
            int known = old == null ? -1 : known(old, code, digest);
            if (old != null && known >= 0) {
                corners.copy(old.corners(), old.first(known), old.first(known + 1));
                sizes[begun] = old.enclosed(known);
            } else {
                sizes[begun] = GeoJsonRings.read(geoJson, corners);
            }
        } catch (RuntimeException e) {
            corners.cut(first[begun]);
            codes.removeLast();
            throw e;
        }
        if (!spells.isAlways()) {
            sometimes.put(begun, spells);
        }
    }

    void add(String code, Geometry geometry) {
        int slot = begin(code, 0);
        sizes[slot] = 0;
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
            if (geometry.getGeometryN(part) instanceof Polygon polygon) {
                sizes[slot] += ring(polygon.getExteriorRing());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    sizes[slot] -= ring(polygon.getInteriorRingN(hole));
                }
            }
        }
    }

    public GridIndex build() {
        if (before != null && same) {
            if (codes.size() == before.size()) {
                return before;
            }
            takeOver(before);
        }
        return new GridIndex(this);
    }

    Corners corners() {
        return corners;
    }

    String[] codes() {
        return codes.toArray(String[]::new);
    }

    /** The first corner of each, and where the last one ends. */
    int[] first() {
        var all = Arrays.copyOf(first, codes.size() + 1);
        all[codes.size()] = corners.size();
        return all;
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

    private int begin(String code, long digest) {
        int slot = codes.size();
        codes.add(code);
        if (slot == first.length) {
            int more = slot + slot / 2;
            first = Arrays.copyOf(first, more);
            sizes = Arrays.copyOf(sizes, more);
            digests = Arrays.copyOf(digests, more);
        }
        first[slot] = corners.size();
        digests[slot] = digest;
        return slot;
    }

    /** From here on they differ: what was the same until now is taken over. */
    private void takeOver(GridIndex old) {
        same = false;
        int count = codes.size();
        codes.clear();
        for (int slot = 0; slot < count; slot++) {
            int begun = begin(old.code(slot), old.digest(slot));
            corners.copy(old.corners(), old.first(slot), old.first(slot + 1));
            sizes[begun] = old.enclosed(slot);
            var spells = old.sometimes(slot);
            if (spells != null) {
                sometimes.put(begun, spells);
            }
        }
        seen = count;
    }

    /** The slot of this very outline in the index before; below 0 if it is new. */
    private int known(GridIndex old, String code, long digest) {
        while (seen < old.size() && old.code(seen).compareTo(code) < 0) {
            seen++;
        }
        for (int slot = seen; slot < old.size() && old.code(slot).equals(code); slot++) {
            if (isSame(old, slot, code, digest)) {
                return slot;
            }
        }
        return -1;
    }

    private static boolean isSame(GridIndex old, int slot, String code, long digest) {
        return old.digest(slot) == digest && old.code(slot).equals(code);
    }

    private static boolean spellsOf(GridIndex old, int slot, Spells spells) {
        var known = old.sometimes(slot);
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
