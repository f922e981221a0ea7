package dev.wangge.e2e;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server said, whatever it was. */
record Answer(int status, HttpResponse<String> response) {

    private static final JsonMapper JSON = new JsonMapper();

    String text() {
        return response.body();
    }

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The last part of a problem's type: {@code stale-version} of {@code /problems/…}. */
    String problem() {
        if (!header("Content-Type").startsWith("application/problem+json")) {
            return "no problem, but " + this;
        }
        return json().path("type").asString("").replaceFirst("^.*/problems/", "");
    }

    @Override
    public String toString() {
        return status + " " + text();
    }
}
