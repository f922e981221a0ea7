package dev.wangge.platform.web;

import dev.wangge.platform.problem.CallersFault;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads JSON bodies strictly: UTF-8 and nothing else; unknown fields and values, fields that come
 * twice, wrong types, fractions where whole numbers are asked for, characters that are no text and
 * null among the items of a list are pointed at, in our own words.
 */
public final class StrictBodies {
    private static final int DEEPEST = 100;
    private static final int LONGEST_NAME = 1_000;
    private static final int SHOWN = 40;

    private final JsonMapper json =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNameLength(LONGEST_NAME)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .changeDefaultNullHandling(nulls ->
                            nulls.withContentNulls(com.fasterxml.jackson.annotation.Nulls.FAIL))
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
                    .withCoercionConfigDefaults(any ->
                            any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                    .addModule(
                            new SimpleModule()
                                    .addDeserializer(String.class, new OnlyText())
                                    .addDeserializer(Double.class, new OnlyNumbers()))
                    .build();

    /**
     * Reads a body; an empty one is an object without fields.
     *
     * @throws Problem malformed-json, or invalid-request with the pointer
     */
    public <T> T read(byte[] body, Class<T> type) {
        return read(body, type, "#");
    }

    /**
     * Reads what is part of a body.
     *
     * @param at where it lies in it, as {@code #/sets/0/body}
     * @throws Problem malformed-json, or invalid-request with the pointer
     */
    public <T> T read(byte[] body, Class<T> type, String at) {
        if (body.length == 0) {
            return read(new byte[] {'{', '}'}, type, at);
        }
        try {
            var value = json.readValue(text(body), type);
            if (value == null) {
                throw Problem.invalid(
                        Pointed.at(at, "required", "The body must be one JSON object"));
            }
            return value;
        } catch (JacksonException e) {
            throw problem(e, at);
        }
    }

    private static String text(byte[] body) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8");
        }
    }

    /**
     * What was wrong with JSON, as a problem of the caller's.
     *
     * @param e by whoever read a caller's body
     */
    public static Problem problem(JacksonException e) {
        return problem(e, "#");
    }

    private static Problem problem(JacksonException e, String at) {
        return switch (e) {
            case StreamConstraintsException limits -> CallersFault.beyondLimits();
            case InputCoercionException number ->
                    wrong(e, at, "out-of-range", "The number is too large");
            case StreamReadException broken -> {
                var where = broken.getLocation();
                yield malformed(
                        where == null
                                ? "Not JSON"
                                : "Not JSON at line %d column %d"
                                        .formatted(where.getLineNr(), where.getColumnNr()));
            }
            case UnrecognizedPropertyException unknown ->
                    wrong(
                            e,
                            at,
                            "unknown-field",
                            "Unknown field " + shown(unknown.getPropertyName()));
            case NoText noText ->
                    wrong(e, at, "control-character", "Control characters are not text");
            case InvalidNullException none ->
                    wrong(e, at, "wrong-value", "null is not possible here");
            case MismatchedInputException other ->
                    wrong(
                            e,
                            at,
                            "wrong-value",
                            e.getPath().isEmpty()
                                    ? "The body must be one JSON object"
                                    : wanted(other.getTargetType()));
            case DatabindException other ->
                    wrong(e, at, "wrong-value", "This is not possible here");
            default -> malformed("The body cannot be read");
        };
    }

    private static Problem malformed(String detail) {
        return new Problem(ProblemType.MALFORMED_JSON, detail);
    }

    private static Problem wrong(JacksonException e, String at, String code, String message) {
        return Problem.invalid(Pointed.at(at + pointer(e), code, message));
    }

    /** Class names are our business: a caller is told what JSON to send. */
    private static String wanted(@Nullable Class<?> type) {
        if (type == null || type == JsonNode.class) {
            return "This is not possible here";
        }
        if (type.isEnum()) {
            return "One of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "It must be a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "It must be true or false";
        }
        if (type == Double.class || type == double.class || type == BigDecimal.class) {
            return "It must be a number";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "It must be a whole number";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray()
                ? "It must be a list"
                : "It must be a JSON object";
    }

    private static String pointer(JacksonException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "" + step.getIndex()
                                : shown(step.getPropertyName()))
                .map(step -> step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining("/", e.getPath().isEmpty() ? "" : "/", ""));
    }

    private static String shown(String name) {
        return FreeText.plain(FreeText.head(name, SHOWN));
    }

    /** Refuses characters that are no text in whatever text a body has. */
    private static final class OnlyText extends StringDeserializer {
        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            var text = super.deserialize(parser, context);
            if (!FreeText.isText(text)) {
                throw new NoText(parser);
            }
            return text;
        }
    }

    /** Jackson takes the text NaN for a number. */
    private static final class OnlyNumbers extends StdScalarDeserializer<Double> {
        OnlyNumbers() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.currentToken().isNumeric()) {
                return (Double) context.handleUnexpectedToken(Double.class, parser);
            }
            return parser.getDoubleValue();
        }
    }

    private static final class NoText extends DatabindException {
        NoText(JsonParser parser) {
            super(parser, "Control characters");
        }
    }
}
