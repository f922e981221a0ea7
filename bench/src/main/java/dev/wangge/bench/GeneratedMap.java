package dev.wangge.bench;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.index.GridIndex.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bson.Document;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * Ten thousand grids that nobody lives in: basic grids that share their winding borders and leave
 * no gap, as neighbours do, and dedicated ones (schools, temples) that lie over them. Each has 60
 * corners.
 */
final class GeneratedMap {
    static final String COUNTY = "540328";
    private static final int SIDE = 95;
    private static final int DEDICATED = 10_000 - SIDE * SIDE;
    private static final int PIECES = 15;
    private static final double WEST = 97.9;
    private static final double SOUTH = 28.6;
    private static final double CELL = 0.018;
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final List<Area> areas = new ArrayList<>();

    GeneratedMap(long seed) {
        var dice = new SplittableRandom(seed);
        var corners = new Coordinate[SIDE + 1][SIDE + 1];
        for (int row = 0; row <= SIDE; row++) {
            for (int column = 0; column <= SIDE; column++) {
                corners[row][column] =
                        new Coordinate(
                                WEST + (column + dice.nextDouble(-0.2, 0.2)) * CELL,
                                SOUTH + (row + dice.nextDouble(-0.2, 0.2)) * CELL);
            }
        }
        var across = new Coordinate[SIDE + 1][SIDE][];
        var up = new Coordinate[SIDE][SIDE + 1][];
        for (int i = 0; i <= SIDE; i++) {
            for (int k = 0; k < SIDE; k++) {
                across[i][k] = border(corners[i][k], corners[i][k + 1], dice);
                up[k][i] = border(corners[k][i], corners[k + 1][i], dice);
            }
        }
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                add(
                        around(
                                across[row][column],
                                up[row][column + 1],
                                across[row + 1][column],
                                up[row][column]));
            }
        }
        for (int i = 0; i < DEDICATED; i++) {
            add(star(dice));
        }
    }

    List<Area> areas() {
        return areas;
    }

    /** As the directory holds them, each with two members on duty. */
    List<Entry> grids() {
        return areas.stream()
                .map(area ->
                        new Entry(
                                Kind.GRID,
                                area.code(),
                                area.code(),
                                new Document("name", "网格" + area.code()).append("kind", "BASIC"),
                                geoJson(area).toJson(),
                                List.of("L" + area.code(), "F" + area.code()),
                                1,
                                List.of()))
                .toList();
    }

    List<Entry> members() {
        var members = new ArrayList<Entry>();
        for (var area : areas) {
            members.add(member("L" + area.code(), area.code(), "LEAD"));
            members.add(member("F" + area.code(), area.code(), "FULL_TIME"));
        }
        return members;
    }

    /** The villages that the grids belong to. */
    List<Entry> villages() {
        return areas.stream()
                .map(area -> area.code().substring(0, 12))
                .distinct()
                .map(code ->
                        Entry.of(
                                Kind.DIVISION,
                                code,
                                code,
                                new Document("name", "村" + code.substring(6))
                                        .append("level", "VILLAGE"),
                                null))
                .toList();
    }

    /** Longitudes and latitudes in turn, anywhere on the map and a little beyond it. */
    double[] anywhere(int count, long seed) {
        var dice = new SplittableRandom(seed);
        double margin = CELL;
        var points = new double[2 * count];
        for (int i = 0; i < count; i++) {
            points[2 * i] = dice.nextDouble(WEST - margin, WEST + SIDE * CELL + margin);
            points[2 * i + 1] = dice.nextDouble(SOUTH - margin, SOUTH + SIDE * CELL + margin);
        }
        return points;
    }

    /** Points within about fifty metres of an outline: what an index finds hardest. */
    double[] nearOutlines(int count, long seed) {
        var dice = new SplittableRandom(seed);
        var points = new double[2 * count];
        for (int i = 0; i < count; i++) {
            var ring = areas.get(dice.nextInt(areas.size())).geometry().getCoordinates();
            var corner = ring[dice.nextInt(ring.length)];
            points[2 * i] = corner.x + dice.nextDouble(-0.0005, 0.0005);
            points[2 * i + 1] = corner.y + dice.nextDouble(-0.0005, 0.0005);
        }
        return points;
    }

    static Document geoJson(Area area) {
        var ring = new ArrayList<List<Double>>();
        for (var corner : area.geometry().getCoordinates()) {
            ring.add(List.of(corner.x, corner.y));
        }
        return new Document("type", "Polygon").append("coordinates", List.of(ring));
    }

    private static Entry member(String code, String grid, String role) {
        return Entry.of(
                Kind.MEMBER,
                code,
                grid,
                new Document("name", "网格员").append("role", role).append("onDuty", true),
                null);
    }

    private void add(Polygon polygon) {
        if (!new IsValidOp(polygon).isValid()) {
            throw new IllegalStateException("A generated grid crosses itself: " + polygon);
        }
        int i = areas.size();
        var code =
                "%s%03d%03d%03d".formatted(COUNTY, 200 + i / 1000, 200 + i / 10 % 100, 1 + i % 10);
        areas.add(new Area(code, polygon));
    }

    /** From one corner to the other, winding. */
    private static Coordinate[] border(Coordinate from, Coordinate to, SplittableRandom dice) {
        var line = new Coordinate[PIECES + 1];
        for (int i = 0; i <= PIECES; i++) {
            double along = (double) i / PIECES;
            double aside = 0.06 * Math.sin(Math.PI * along) * dice.nextDouble(-1, 1);
            line[i] =
                    new Coordinate(
                            from.x + along * (to.x - from.x) + aside * (to.y - from.y),
                            from.y + along * (to.y - from.y) - aside * (to.x - from.x));
        }
        line[0] = from;
        line[PIECES] = to;
        return line;
    }

    private static Polygon around(
            Coordinate[] south, Coordinate[] east, Coordinate[] north, Coordinate[] west) {
        var ring = new ArrayList<Coordinate>();
        for (int i = 0; i < PIECES; i++) {
            ring.add(south[i]);
        }
        for (int i = 0; i < PIECES; i++) {
            ring.add(east[i]);
        }
        for (int i = PIECES; i > 0; i--) {
            ring.add(north[i]);
        }
        for (int i = PIECES; i >= 0; i--) {
            ring.add(west[i]);
        }
        return FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    }

    private static Polygon star(SplittableRandom dice) {
        int corners = 4 * PIECES;
        double x = WEST + dice.nextDouble(1, SIDE - 1) * CELL;
        double y = SOUTH + dice.nextDouble(1, SIDE - 1) * CELL;
        double size = dice.nextDouble(0.05, 0.3) * CELL;
        var ring = new Coordinate[corners + 1];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double radius = size * dice.nextDouble(0.7, 1);
            ring[i] = new Coordinate(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
        }
        ring[corners] = ring[0];
        return FACTORY.createPolygon(ring);
    }
}
