package dev.wangge.quickstart.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The grids of the sample county, as places where something can be reported. */
public final class Grids {

    private Grids() {}

    /**
     * A point, EPSG:4490.
     *
     * @param lng degrees east
     * @param lat degrees north
     */
    public record LngLat(double lng, double lat) {}

    /**
     * One grid.
     *
     * @param code 15 digits
     * @param name such as 拉乌村网格
     * @param ring its outline
     */
    public record Grid(String code, String name, List<LngLat> ring) {

        /** The village's everyday name: 拉乌村. */
        public String village() {
            return name.replace("网格", "");
        }

        /** A point inside, always the same for the same dice; not on the very edge. */
        public LngLat pointInside(SplittableRandom dice) {
            double west = ring.stream().mapToDouble(LngLat::lng).min().orElseThrow();
            double east = ring.stream().mapToDouble(LngLat::lng).max().orElseThrow();
            double south = ring.stream().mapToDouble(LngLat::lat).min().orElseThrow();
            double north = ring.stream().mapToDouble(LngLat::lat).max().orElseThrow();
            while (true) {
                LngLat point =
                        new LngLat(
                                fiveDecimals(dice.nextDouble(west, east)),
                                fiveDecimals(dice.nextDouble(south, north)));
                if (contains(point)) {
                    return point;
                }
            }
        }

        /** By the even-odd rule. */
        boolean contains(LngLat point) {
            boolean inside = false;
            for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                LngLat a = ring.get(i);
                LngLat b = ring.get(j);
                if ((a.lat() > point.lat()) != (b.lat() > point.lat())) {
                    double crossing =
                            a.lng()
                                    + (point.lat() - a.lat())
                                            / (b.lat() - a.lat())
                                            * (b.lng() - a.lng());
                    inside ^= point.lng() < crossing;
                }
            }
            return inside;
        }

        private static double fiveDecimals(double degrees) {
            return Math.round(degrees * 1e5) / 1e5;
        }
    }

    /** All of them, in the order of the file. Their outlines have one ring each. */
    public static List<Grid> read() {
        List<Grid> grids = new ArrayList<>();
        for (JsonNode feature :
                new JsonMapper().readTree(SampleCounty.text("grids.geojson")).path("features")) {
            List<LngLat> ring = new ArrayList<>();
            for (JsonNode position : feature.at("/geometry/coordinates/0")) {
                ring.add(new LngLat(position.get(0).asDouble(), position.get(1).asDouble()));
            }
            grids.add(
                    new Grid(
                            feature.at("/properties/code").asString(),
                            feature.at("/properties/name").asString(),
                            List.copyOf(ring)));
        }
        return List.copyOf(grids);
    }
}
