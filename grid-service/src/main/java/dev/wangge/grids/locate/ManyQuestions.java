package dev.wangge.grids.locate;

import dev.wangge.grids.locate.Question.Wrong;
import dev.wangge.platform.csv.LimitedBody;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.Times;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the questions of a bulk call point by point, as they arrive. */
final class ManyQuestions {
    /** Ten thousand points with a sentence each. */
    private static final long BYTES = 8L << 20;

    private static final int MOST = 10_000;
    private static final int SHOWN = 40;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    // One point is read of many.
                    .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private final List<Parsed> parsed = new ArrayList<>();
    private String crs = "WGS84";
    private @Nullable Instant at;
    private boolean hasPoints;

    /** All of them. */
    record Asked(@Nullable Instant at, List<Point> points) {}

    /** One of them: a question that can be answered, or what is wrong with it. */
    record Point(@Nullable Question question, List<Wrong> wrong) {}

    /** One as it was read: the system of its coordinates may be told after it. */
    private record Parsed(
            @Nullable Double lng,
            @Nullable Double lat,
            @Nullable String text,
            @Nullable String reporter,
            List<Wrong> wrong) {}

    private ManyQuestions() {}

    /**
     * Reads a body.
     *
     * @throws Problem malformed-json; invalid-request for what concerns all points; 413
     *     batch-too-large beyond 10,000 points, body-too-large beyond 8 MiB
     */
    static Asked read(InputStream body) {
        var questions = new ManyQuestions();
        try (var json = JSON.createParser(new LimitedBody(body, BYTES))) {
            questions.read(json);
        } catch (JacksonException e) {
            throw StrictBodies.problem(e);
        }
        return new Asked(questions.at, questions.parsed.stream().map(questions::point).toList());
    }

    private void read(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw wrong("#", "wrong-value", "The body must be a JSON object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var field = json.currentName();
            var token = json.nextToken();
            switch (field) {
                case "crs" -> crs(json, token);
                case "at" -> at(json, token);
                case "points" -> points(json, token);
                default -> throw wrong("#/" + field, "unknown-field", "Unknown field " + field);
            }
        }
        if (json.nextToken() != null) {
            throw wrong("#", "wrong-value", "There is more after the JSON object");
        }
        if (!hasPoints) {
            throw wrong("#/points", "required", "points is required");
        }
    }

    private void crs(JsonParser json, JsonToken token) {
        crs = token == JsonToken.VALUE_STRING ? json.getString() : "";
        var unknown =
                new Question(0.0, 0.0, crs, null, null)
                        .wrong().stream().filter(one -> one.field().equals("crs")).findFirst();
        unknown.ifPresent(one -> {
            throw wrong("#/crs", one.code(), one.message());
        });
    }

    private void at(JsonParser json, JsonToken token) {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        at = Times.at("#/at", token == JsonToken.VALUE_STRING ? json.getString() : "", Times.SANE);
    }

    private void points(JsonParser json, JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            throw wrong("#/points", "wrong-value", "points is a list");
        }
        hasPoints = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (parsed.size() == MOST) {
                throw new Problem(
                        ProblemType.BATCH_TOO_LARGE,
                        "At most %,d points in one call".formatted(MOST));
            }
            parsed.add(parsed(JSON.readTree(json)));
        }
    }

    private static Parsed parsed(JsonNode point) {
        var wrong = new ArrayList<Wrong>();
        if (!point.isObject()) {
            wrong.add(new Wrong("", "wrong-value", "A point is a JSON object"));
            return new Parsed(null, null, null, null, wrong);
        }
        for (var name : point.propertyNames()) {
            if (!List.of("lng", "lat", "text", "reporter").contains(name)) {
                var shown = name.length() > SHOWN ? name.substring(0, SHOWN) : name;
                wrong.add(
                        new Wrong(
                                shown.replace("~", "~0").replace("/", "~1"),
                                "unknown-field",
                                "Unknown field " + shown));
            }
        }
        return new Parsed(
                number(point, "lng", wrong),
                number(point, "lat", wrong),
                text(point, "text", wrong),
                text(point, "reporter", wrong),
                wrong);
    }

    private static @Nullable Double number(JsonNode point, String field, List<Wrong> wrong) {
        var value = value(point, field, JsonNode::isNumber, "is a number", wrong);
        return value == null ? null : value.doubleValue();
    }

    private static @Nullable String text(JsonNode point, String field, List<Wrong> wrong) {
        var value = value(point, field, JsonNode::isString, "is a text", wrong);
        return value == null ? null : value.stringValue();
    }

    private static @Nullable JsonNode value(
            JsonNode point,
            String field,
            Predicate<JsonNode> fits,
            String otherwise,
            List<Wrong> wrong) {
        var value = point.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!fits.test(value)) {
            wrong.add(new Wrong(field, "wrong-value", field + " " + otherwise));
            return null;
        }
        return value;
    }

    private Point point(Parsed read) {
        if (!read.wrong().isEmpty()) {
            return new Point(null, read.wrong());
        }
        var question = new Question(read.lng(), read.lat(), crs, read.text(), read.reporter());
        var wrong = question.wrong();
        return wrong.isEmpty() ? new Point(question, wrong) : new Point(null, wrong);
    }

    private static Problem wrong(String pointer, String code, String message) {
        return Problem.invalid(Pointed.at(pointer, code, message));
    }
}
