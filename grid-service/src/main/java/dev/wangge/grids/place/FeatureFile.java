package dev.wangge.grids.place;

import dev.wangge.grids.place.Drawn.Repair;
import dev.wangge.platform.csv.Earliest;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.io.InputStream;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A GeoJSON FeatureCollection, read feature by feature; what is wrong is collected by index. A
 * {@code crs} member as QGIS writes it may name what GeoJSON has anyway; another one is refused,
 * and nothing is converted by a guess.
 */
public final class FeatureFile {
    private static final Pattern OURS =
            Pattern.compile("(urn:ogc:def:crs:)?(OGC:(1\\.3)?:?CRS84|EPSG:(\\d*:)?(4326|4490))");

    /** Of a text that is read rather than passed over, in characters. */
    private static final int LONGEST_TEXT = 8 << 20;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(LONGEST_TEXT)
                                                    .build())
                                    .build())
                    .build();
    private final Earliest<Map<String, @Nullable Object>> errors = new Earliest<>();
    private final BitSet wrong = new BitSet();

    /**
     * One feature: its properties, and its outline unless the geometry is null.
     *
     * @param id what its own system calls it; a missing node without one
     */
    public record Feature(
            int index,
            JsonNode id,
            JsonNode properties,
            @Nullable Outline outline,
            List<Repair> repairs) {
        /** A text property; empty when absent. */
        public String text(String name) {
            return properties.path(name).asString("").strip();
        }
    }

    /** Where a feature lies in the bytes of its file, and some of its properties. */
    public record Spot(int index, long from, long end, Map<String, String> texts) {
        /** A text property; empty when absent. */
        public String text(String name) {
            return texts.getOrDefault(name, "");
        }

        public long length() {
            return end - from;
        }
    }

    /**
     * Says where each feature lies, so that it can be read later by {@link #feature}: nothing is
     * kept, whatever its size.
     *
     * @param names of the properties that are told
     * @throws Problem malformed-json, or invalid-geometry when it is no FeatureCollection
     */
    public void scan(InputStream body, Set<String> names, Consumer<Spot> reader) {
        try (var parser = JSON.createParser(body)) {
            String type = "";
            boolean seen = false;
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notACollection();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                if (name.equals("features") && value == JsonToken.START_ARRAY) {
                    seen = true;
                    features(parser, names, reader);
                } else if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                    type = parser.getString();
                } else if (name.equals("crs") && value != JsonToken.VALUE_NULL) {
                    requireOurs(properties(parser, Set.of("name")).getOrDefault("name", ""));
                } else {
                    parser.skipChildren();
                }
            }
            if (!seen || !type.equals("FeatureCollection") || parser.nextToken() != null) {
                throw notACollection();
            }
        } catch (JacksonException e) {
            if (e.getCause() instanceof Problem tooLarge) {
                throw tooLarge;
            }
            throw new Problem(
                    ProblemType.MALFORMED_JSON,
                    "Not JSON at line %d column %d"
                            .formatted(
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        }
    }

    private static void features(JsonParser parser, Set<String> names, Consumer<Spot> reader) {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            long from = parser.currentTokenLocation().getByteOffset();
            if (from < 0) {
                throw new Problem(ProblemType.MALFORMED_JSON, "GeoJSON is in UTF-8");
            }
            var texts = properties(parser, names);
            reader.accept(new Spot(index, from, parser.currentLocation().getByteOffset(), texts));
        }
    }

    /** Of the value that the parser stands at; whatever else it holds is passed over. */
    private static Map<String, String> properties(JsonParser parser, Set<String> names) {
        var texts = new HashMap<String, String>();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return texts;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean properties = parser.currentName().equals("properties");
            if (parser.nextToken() == JsonToken.START_OBJECT && properties) {
                texts(parser, names, texts);
            } else {
                parser.skipChildren();
            }
        }
        return texts;
    }

    private static void texts(JsonParser parser, Set<String> names, Map<String, String> texts) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (names.contains(name) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                texts.put(name, parser.getString().strip());
            } else {
                parser.skipChildren();
            }
        }
    }

    /**
     * Reads one feature of which is known where it lies. One whose geometry is wrong comes without
     * an outline.
     *
     * @param mostPoints of its outline
     */
    public Feature feature(int index, byte[] json, int mostPoints) {
        return feature(index, JSON.readTree(json), mostPoints);
    }

    private Feature feature(int index, JsonNode node, int mostPoints) {
        var geometry = node.path("geometry");
        if (!geometry.isNull() && !geometry.isMissingNode()) {
            try {
                var drawn = Drawn.read(geometry, mostPoints);
                return new Feature(
                        index,
                        node.path("id"),
                        node.path("properties"),
                        drawn.outline(),
                        drawn.repairs());
            } catch (InvalidGeometry e) {
                wrong(index, e);
            }
        }
        return new Feature(index, node.path("id"), node.path("properties"), null, List.of());
    }

    private static void requireOurs(String name) {
        if (!OURS.matcher(name).matches()) {
            throw new Problem(
                            ProblemType.INVALID_GEOMETRY,
                            "The file is in %s; export it as EPSG:4326 (WGS 84) or EPSG:4490"
                                    .formatted(name.isEmpty() ? "an unnamed system" : name))
                    .with(
                            "errors",
                            List.of(
                                    Map.of(
                                            "pointer",
                                            "#/crs",
                                            "code",
                                            "unknown-crs",
                                            "message",
                                            "CRS84, EPSG:4326 and EPSG:4490 are taken; nothing is"
                                                    + " converted by a guess")));
        }
    }

    /** Notes that a feature is wrong. */
    public void wrong(int index, String code, String message) {
        wrong(index, code, message, null);
    }

    /** Notes that the outline of a feature is wrong. */
    public void wrong(int index, InvalidGeometry e) {
        wrong(index, e.code(), String.valueOf(e.getMessage()), e.point());
    }

    private void wrong(int index, String code, String message, double @Nullable [] point) {
        wrong.set(index);
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("feature", index);
        error.put("pointer", "#/features/" + index);
        error.put("code", code);
        error.put("message", message);
        if (point != null) {
            error.put("point", List.of(point[0], point[1]));
        }
        errors.add(index, error);
    }

    /** Whether anything is wrong with this feature. */
    public boolean isWrong(int index) {
        return wrong.get(index);
    }

    /** How many features are wrong. */
    public int refused() {
        return wrong.cardinality();
    }

    /** The first 100 things that are wrong, with the index of the feature. */
    public List<Map<String, @Nullable Object>> errors() {
        return errors.first();
    }

    /** Refuses the file when anything in it is wrong. */
    public void refuseIfWrong() {
        if (errors.count() > 0) {
            var first = errors.first();
            throw new Problem(
                            ProblemType.INVALID_GEOMETRY,
                            "Feature %s: %s; nothing was stored"
                                    .formatted(
                                            first.getFirst().get("feature"),
                                            first.getFirst().get("message")))
                    .with("errors", first)
                    .with("count", errors.count());
        }
    }

    private static Problem notACollection() {
        return new Problem(
                ProblemType.INVALID_GEOMETRY,
                "The body must be a GeoJSON FeatureCollection with features");
    }
}
