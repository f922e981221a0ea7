package dev.wangge.platform.web;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads JSON bodies strictly: unknown fields, unknown enum values and wrong types are pointed at.
 */
public final class StrictBodies {
    private final JsonMapper json =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            text ->
                                    text.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .build();

    /**
     * Reads a body.
     *
     * @throws Problem malformed-json, or invalid-request with the pointer
     */
    public <T> T read(byte[] body, Class<T> type) {
        if (body.length == 0) {
            return read(new byte[] {'{', '}'}, type);
        }
        try {
            var value = json.readValue(body, type);
            if (value == null) {
                throw Problem.invalid(
                        Pointed.at("#", "required", "The body must be a JSON object"));
            }
            return value;
        } catch (StreamReadException e) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "malformed-json",
                    "Not JSON at line %d column %d"
                            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        } catch (UnrecognizedPropertyException e) {
            throw Problem.invalid(
                    Pointed.at(
                            pointer(e), "unknown-field", "Unknown field " + e.getPropertyName()));
        } catch (DatabindException e) {
            throw Problem.invalid(Pointed.at(pointer(e), "wrong-value", firstLine(e)));
        }
    }

    private static String pointer(JacksonException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "" + step.getIndex()
                                : step.getPropertyName())
                .map(step -> step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining("/", e.getPath().isEmpty() ? "#" : "#/", ""));
    }

    private static String firstLine(JacksonException e) {
        var message = String.valueOf(e.getOriginalMessage());
        var end = message.indexOf('\n');
        // Class names are our business, not the caller's.
        return (end < 0 ? message : message.substring(0, end))
                .replaceAll("`?[a-z]+(\\.[A-Za-z$]+)+`?", "value");
    }
}
