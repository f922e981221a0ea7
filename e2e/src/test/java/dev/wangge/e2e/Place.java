package dev.wangge.e2e;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A point inside a grid. */
record Place(String gridCode, String divisionCode, double lng, double lat) {

    /** Half-way through the grid from west to east, at the middle of its height. */
    static Place inside(JsonNode grid) {
        List<JsonNode> ring = Json.list(grid.at("/geometry/coordinates/0"));
        double south = ring.stream().mapToDouble(at -> at.get(1).asDouble()).min().orElseThrow();
        double north = ring.stream().mapToDouble(at -> at.get(1).asDouble()).max().orElseThrow();
        double lat = (south + north) / 2;
        List<Double> crossings = new ArrayList<>();
        for (int i = 1; i < ring.size(); i++) {
            double y1 = ring.get(i - 1).get(1).asDouble();
            double y2 = ring.get(i).get(1).asDouble();
            if ((y1 > lat) != (y2 > lat)) {
                double x1 = ring.get(i - 1).get(0).asDouble();
                double x2 = ring.get(i).get(0).asDouble();
                crossings.add(x1 + (lat - y1) / (y2 - y1) * (x2 - x1));
            }
        }
        crossings.sort(null);
        return new Place(
                grid.path("code").asString(),
                grid.path("divisionCode").asString(),
                (crossings.get(0) + crossings.get(1)) / 2,
                lat);
    }
}
