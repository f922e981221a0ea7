package dev.wangge.cases.action;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a command, read from its record once: how a case offers them and how they are
 * checked are one thing. A request's description is made of the same {@code @Schema}.
 */
public final class CommandFields<C extends CaseCommand> {
    private final Class<C> command;
    private final List<Component> components;
    private final @Nullable OneOf oneOf;

    /**
     * @param within those of an object, or of each item of a list of them
     */
    private record Component(
            RecordComponent component, Schema said, CommandField field, List<Component> within) {
        String pointer(String at) {
            return at + "/" + field.name();
        }

        @Nullable Object valueIn(Object command) {
            try {
                return component.getAccessor().invoke(command);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A record's accessor only reads", e);
            }
        }
    }

    CommandFields(Class<C> command) {
        this.command = command;
        this.oneOf = command.getAnnotation(OneOf.class);
        this.components = components(command, oneOf);
    }

    private static List<Component> components(Class<?> of, @Nullable OneOf oneOf) {
        return Arrays.stream(of.getRecordComponents())
                .map(component -> component(component, oneOf))
                .toList();
    }

    public Class<C> command() {
        return command;
    }

    public List<CommandField> all() {
        return components.stream().map(Component::field).toList();
    }

    public boolean has(String field) {
        return components.stream().anyMatch(it -> it.field().name().equals(field));
    }

    private static Component component(RecordComponent of, @Nullable OneOf oneOf) {
        // Commands are their feature's own.
        of.getAccessor().setAccessible(true);
        var said =
                Objects.requireNonNull(of.getAccessor().getAnnotation(Schema.class), of.getName());
        var type = of.getType();
        var group = oneOf == null ? List.<String>of() : List.of(oneOf.value());
        var when = condition(of);
        var item = itemType(of);
        var within = item.isRecord() ? components(item, null) : List.<Component>of();
        return new Component(
                of,
                said,
                new CommandField(
                        of.getName(),
                        type(type),
                        said.requiredMode() == RequiredMode.REQUIRED,
                        max(type, said),
                        said.minimum().isEmpty() ? null : Integer.valueOf(said.minimum()),
                        type.isEnum() ? names(type) : null,
                        group.contains(of.getName()) ? group : null,
                        when == null ? null : new CommandField.Condition(when.field(), when.is()),
                        item.isRecord() ? within.stream().map(Component::field).toList() : null),
                within);
    }

    /** Of a list what is in it. */
    private static Class<?> itemType(RecordComponent of) {
        return of.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : of.getType();
    }

    private static @Nullable RequiredWhen condition(RecordComponent of) {
        try {
            return of.getDeclaringRecord()
                    .getDeclaredField(of.getName())
                    .getAnnotation(RequiredWhen.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("A component has its field", e);
        }
    }

    private static String type(Class<?> type) {
        if (type.isRecord()) {
            return "object";
        }
        if (type == BigDecimal.class) {
            return "number";
        }
        return type == Boolean.class
                ? "boolean"
                : type == Integer.class ? "integer" : type == List.class ? "array" : "string";
    }

    private static @Nullable Long max(Class<?> type, Schema said) {
        if (type == List.class) {
            return (long) CaseCommand.ITEMS;
        }
        if (type == String.class) {
            return (long) said.maxLength();
        }
        return said.maximum().isEmpty() ? null : Long.valueOf(said.maximum());
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList();
    }

    /**
     * Refuses what is too much of a text or none at all: of the request alone, whatever the case.
     *
     * @throws Problem invalid-request
     */
    public void checkTexts(C command) {
        checkTexts(components, command, "#");
    }

    private static void checkTexts(List<Component> components, Object of, String at) {
        for (var it : components) {
            var pointer = it.pointer(at);
            switch (it.valueIn(of)) {
                case String text -> FreeText.checked(text, pointer, it.said().maxLength());
                case Record within -> checkTexts(it.within(), within, pointer);
                case List<?> items ->
                        eachRecord(
                                items,
                                pointer,
                                (item, where) -> checkTexts(it.within(), item, where));
                case null, default -> {}
            }
        }
    }

    private static void eachRecord(
            List<?> items, String pointer, BiConsumer<Record, String> check) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Record item) {
                check.accept(item, pointer + "/" + i);
            }
        }
    }

    /**
     * Refuses what lacks a field, or has a number out of its range.
     *
     * @throws Problem invalid-request
     */
    void requireComplete(C command) {
        if (oneOf != null && given(command, oneOf) != 1) {
            throw Problem.invalid(Pointed.at("#/" + oneOf.value()[0], "one-of", oneOf.message()));
        }
        for (var it : components) {
            requireComplete(it, it.valueIn(command), isRequired(it, command), "#");
        }
    }

    private static void requireComplete(
            Component it, @Nullable Object value, boolean isRequired, String at) {
        var pointer = it.pointer(at);
        if (isRequired && (value == null || value.equals(List.of()))) {
            throw missing(it, pointer);
        }
        if (value instanceof String text && isRequired) {
            FreeText.required(text, pointer, it.said().maxLength());
        }
        if (value instanceof Record within) {
            requireComplete(it.within(), within, pointer);
        }
        if (value instanceof List<?> items && !it.within().isEmpty()) {
            requireComplete(it, items, pointer);
        }
        if (value instanceof Number number && isBeyond(number, it.field())) {
            throw Problem.invalid(
                    Pointed.at(
                            pointer,
                            "out-of-range",
                            "%s is %s to %s"
                                    .formatted(
                                            it.field().name(),
                                            it.field().min(),
                                            it.field().max())));
        }
    }

    private static void requireComplete(Component it, List<?> items, String pointer) {
        if (items.size() > CaseCommand.ITEMS) {
            throw Problem.invalid(
                    Pointed.at(
                            pointer,
                            "too-many",
                            "At most %d of %s".formatted(CaseCommand.ITEMS, it.field().name())));
        }
        eachRecord(items, pointer, (item, where) -> requireComplete(it.within(), item, where));
    }

    /** Of an object: nothing there depends on anything else. */
    private static void requireComplete(List<Component> components, Record of, String at) {
        for (var it : components) {
            requireComplete(it, it.valueIn(of), it.field().required(), at);
        }
    }

    private static Problem missing(Component it, String pointer) {
        return Problem.invalid(Pointed.at(pointer, "required", it.field().name() + " is required"));
    }

    private long given(C command, OneOf group) {
        return components.stream()
                .filter(it -> List.of(group.value()).contains(it.field().name()))
                .filter(it -> it.valueIn(command) != null)
                .count();
    }

    private boolean isRequired(Component it, C command) {
        var when = it.field().requiredWhen();
        return it.field().required()
                || (when != null && when.is().equals(spelled(when.field(), command)));
    }

    private String spelled(String field, C command) {
        return components.stream()
                .filter(it -> it.field().name().equals(field))
                .findFirst()
                .map(it -> String.valueOf(it.valueIn(command)))
                .orElseThrow();
    }

    private static boolean isBeyond(Number number, CommandField field) {
        var exact = new BigDecimal(number.toString());
        return Optional.ofNullable(field.min())
                        .filter(min -> exact.compareTo(BigDecimal.valueOf(min)) < 0)
                        .isPresent()
                || Optional.ofNullable(field.max())
                        .filter(max -> exact.compareTo(BigDecimal.valueOf(max)) > 0)
                        .isPresent();
    }
}
