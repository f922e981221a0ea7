package dev.wangge.grids.place;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An outline as somebody sent it, and what was mended in it: only what can be meant in one way is
 * mended, and it is said.
 */
public record Drawn(Outline outline, List<Repair> repairs) {
    /** More corners than any grid has; a bigger one is a mistake of who exported it. */
    public static final int MOST_OF_A_GRID = 20_000;

    /** One thing that was mended, as {@code ring-closed}. */
    public record Repair(String code, String message) {}

    /**
     * Reads a GeoJSON geometry: Polygon, MultiPolygon, or a GeometryCollection with one of them.
     *
     * @param most how many points it may have
     * @throws InvalidGeometry when it is of another type, off the globe, has its coordinates
     *     swapped, crosses itself, or has too few or too many points
     */
    public static Drawn read(JsonNode node, int most) throws InvalidGeometry {
        return new OutlineReader(most).read(node);
    }
}
