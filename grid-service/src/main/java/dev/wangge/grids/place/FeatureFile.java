package dev.wangge.grids.place;

import dev.wangge.platform.problem.Problem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A GeoJSON FeatureCollection, read feature by feature; what is wrong is collected by index. */
public final class FeatureFile {
    private static final int NAMED = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final List<Map<String, @Nullable Object>> errors = new ArrayList<>();

    /** One feature: its properties, and its outline unless the geometry is null. */
    public record Feature(int index, JsonNode properties, @Nullable Outline outline) {
        /** A text property; empty when absent. */
        public String text(String name) {
            return properties.path(name).asString("").strip();
        }
    }

    /**
     * Reads all features.
     *
     * @throws Problem malformed-json, or invalid-geometry when it is no FeatureCollection
     */
    public List<Feature> read(InputStream body) {
        var features = new ArrayList<Feature>();
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
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        JsonNode feature = parser.readValueAsTree();
                        feature(features.size(), feature, features);
                    }
                } else if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                    type = parser.getString();
                } else {
                    parser.skipChildren();
                }
            }
            if (!seen || !type.equals("FeatureCollection") || parser.nextToken() != null) {
                throw notACollection();
            }
            return features;
        } catch (JacksonException e) {
            if (e.getCause() instanceof Problem tooLarge) {
                throw tooLarge;
            }
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "malformed-json",
                    "Not JSON at line %d column %d"
                            .formatted(
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        }
    }

    private void feature(int index, JsonNode node, List<Feature> features) {
        Outline outline = null;
        var geometry = node.path("geometry");
        if (!geometry.isNull() && !geometry.isMissingNode()) {
            try {
                outline = Outline.read(geometry);
            } catch (InvalidGeometry e) {
                wrong(index, "invalid-geometry", String.valueOf(e.getMessage()), e.point());
            }
        }
        features.add(new Feature(index, node.path("properties"), outline));
    }

    /** Notes that a feature is wrong. */
    public void wrong(int index, String code, String message) {
        wrong(index, code, message, null);
    }

    private void wrong(int index, String code, String message, double @Nullable [] point) {
        if (errors.size() < NAMED) {
            var error = new LinkedHashMap<String, @Nullable Object>();
            error.put("feature", index);
            error.put("pointer", "#/features/" + index);
            error.put("code", code);
            error.put("message", message);
            if (point != null) {
                error.put("point", List.of(point[0], point[1]));
            }
            errors.add(error);
        }
    }

    /** Refuses the file when anything in it is wrong. */
    public void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw new Problem(
                            HttpStatus.BAD_REQUEST,
                            "invalid-geometry",
                            "Feature %s: %s; nothing was stored"
                                    .formatted(
                                            errors.getFirst().get("feature"),
                                            errors.getFirst().get("message")))
                    .with("errors", errors);
        }
    }

    private static Problem notACollection() {
        return new Problem(
                HttpStatus.BAD_REQUEST,
                "invalid-geometry",
                "The body must be a GeoJSON FeatureCollection with features");
    }
}
