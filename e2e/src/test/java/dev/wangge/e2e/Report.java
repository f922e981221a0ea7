package dev.wangge.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/** Something that someone saw. */
final class Report {

    private final Map<String, Object> body = new LinkedHashMap<>();
    private final Map<String, Object> location = new LinkedHashMap<>();

    private Report(String kind, String title) {
        body.put("kind", kind);
        body.put("title", title);
    }

    static Report hazard(String title) {
        return new Report("HAZARD", title);
    }

    Report saying(String description) {
        body.put("description", description);
        return this;
    }

    Report at(Place place) {
        location.put("lng", place.lng());
        location.put("lat", place.lat());
        return this;
    }

    Report by(String name, String phone, String language) {
        body.put("reporter", Map.of("name", name, "phone", phone, "language", language));
        return this;
    }

    String body() {
        if (!location.isEmpty()) {
            body.put("location", location);
        }
        return Json.write(body);
    }
}
