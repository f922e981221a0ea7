package dev.wangge.grids.index;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads the rings of a stored outline, trusted to be valid, without a tree in between. */
final class GeoJsonRings {
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                                    .build())
                    .build();

    private GeoJsonRings() {}

    /**
     * Adds the rings to the corners.
     *
     * @return the size of what they enclose, in square degrees
     */
    static double read(String geoJson, Corners corners) {
        try (var json = JSON.createParser(geoJson)) {
            json.nextToken();
            for (var token = json.nextToken();
                    token == JsonToken.PROPERTY_NAME;
                    token = json.nextToken()) {
                boolean wanted = json.currentName().equals("coordinates");
                json.nextToken();
                if (wanted) {
                    return rings(json, corners);
                }
                json.skipChildren();
            }
        }
        throw new IllegalStateException("A stored outline without coordinates");
    }

    private static double rings(JsonParser json, Corners corners) {
        int depth = 1;
        int depthOfPoints = Integer.MAX_VALUE;
        int ring = corners.size();
        boolean outer = true;
        double enclosed = 0;
        while (depth > 0) {
            var token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                if (depth == depthOfPoints - 1) {
                    double size = corners.enclosed(ring, corners.size());
                    enclosed += outer ? size : -size;
                    outer = false;
                    corners.endRing();
                    ring = corners.size();
                } else if (depth == depthOfPoints - 2) {
                    outer = true;
                }
                depth--;
            } else if (token != null && token.isNumeric()) {
                depthOfPoints = depth;
                double lng = json.getDoubleValue();
                json.nextToken();
                corners.add(lng, json.getDoubleValue());
                // An altitude says nothing here.
                while (json.nextToken() != JsonToken.END_ARRAY) {}
                depth--;
            } else {
                throw new IllegalStateException("A stored outline cannot be read");
            }
        }
        return enclosed;
    }
}
