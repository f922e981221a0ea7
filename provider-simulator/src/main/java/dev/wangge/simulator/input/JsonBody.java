package dev.wangge.simulator.input;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object whose fields are read one by one, so that a wrong one can be named. */
public final class JsonBody {

    private final JsonNode node;

    private JsonBody(JsonNode node) {
        this.node = node;
    }

    /**
     * Reads an object.
     *
     * @param fields all that the object may hold
     * @throws InvalidInput when it is not JSON, not an object, or holds anything else
     */
    public static JsonBody parse(JsonMapper json, byte[] body, Set<String> fields) {
        JsonNode node;
        try {
            node = json.readTree(body);
        } catch (JacksonException e) {
            throw InvalidInput.body("malformed", "The body is not JSON");
        }
        if (node == null || !node.isObject()) {
            throw InvalidInput.body("type", "The body must be a JSON object");
        }
        for (String name : node.propertyNames()) {
            if (!fields.contains(name)) {
                throw InvalidInput.field(name, "unknown", "There is no field " + name);
            }
        }
        return new JsonBody(node);
    }

    /** The field as text; empty when absent or null. */
    public Optional<String> text(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isString()) {
                        throw InvalidInput.field(name, "type", name + " must be a string");
                    }
                    if (value.asString().isBlank()) {
                        throw InvalidInput.field(name, "blank", name + " is blank");
                    }
                    return value.asString();
                });
    }

    /** The field as one of an enum's names; required. */
    public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        String value = text(name).orElseThrow(() -> missing(name));
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() ->
                        InvalidInput.field(
                                name,
                                "unknown",
                                name
                                        + " must be one of "
                                        + Arrays.toString(type.getEnumConstants())));
    }

    /** The field as a number from 0 to 1. */
    public Optional<Double> share(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isNumber()) {
                        throw InvalidInput.field(name, "type", name + " must be a number");
                    }
                    double share = value.asDouble();
                    if (!(share >= 0 && share <= 1)) {
                        throw InvalidInput.field(name, "range", name + " must be from 0.0 to 1.0");
                    }
                    return share;
                });
    }

    /** The field as true or false; false when absent. */
    public boolean flag(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw InvalidInput.field(name, "type", name + " must be true or false");
                    }
                    return value.asBoolean();
                })
                .orElse(false);
    }

    /** The field as an ISO-8601 duration from zero to a day, such as PT0.5S. */
    public Optional<Duration> duration(String name) {
        return text(name)
                .map(value -> {
                    try {
                        Duration duration = Duration.parse(value);
                        if (duration.isNegative() || duration.compareTo(Duration.ofDays(1)) > 0) {
                            throw InvalidInput.field(
                                    name, "range", name + " must be from PT0S to P1D");
                        }
                        return duration;
                    } catch (DateTimeException e) {
                        throw InvalidInput.field(name, "format", name + " must be like PT0.5S");
                    }
                });
    }

    /** What to throw for a field that must be there. */
    public static InvalidInput missing(String name) {
        return InvalidInput.field(name, "required", name + " is required");
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }
}
