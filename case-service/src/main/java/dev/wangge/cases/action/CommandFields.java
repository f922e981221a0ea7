package dev.wangge.cases.action;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
     * @param within those of an object
     */
    private record Component(
            RecordComponent component,
            Schema said,
            String pointer,
            CommandField field,
            List<Component> within) {
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
        this.components = components(command, "#", oneOf);
    }

    private static List<Component> components(Class<?> of, String pointer, @Nullable OneOf oneOf) {
        return Arrays.stream(of.getRecordComponents())
                .map(component -> component(component, pointer + "/" + component.getName(), oneOf))
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

    private static Component component(RecordComponent of, String pointer, @Nullable OneOf oneOf) {
        // Commands are their feature's own.
        of.getAccessor().setAccessible(true);
        var said =
                Objects.requireNonNull(of.getAccessor().getAnnotation(Schema.class), of.getName());
        var type = of.getType();
        var group = oneOf == null ? List.<String>of() : List.of(oneOf.value());
        var when = condition(of);
        var within = type.isRecord() ? components(type, pointer, null) : List.<Component>of();
        return new Component(
                of,
                said,
                pointer,
                new CommandField(
                        of.getName(),
                        type(type),
                        said.requiredMode() == RequiredMode.REQUIRED,
                        max(type, said),
                        said.minimum().isEmpty() ? null : Integer.valueOf(said.minimum()),
                        type.isEnum() ? names(type) : null,
                        group.contains(of.getName()) ? group : null,
                        when == null ? null : new CommandField.Condition(when.field(), when.is()),
                        type.isRecord() ? within.stream().map(Component::field).toList() : null),
                within);
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
        return type == Boolean.class
                ? "boolean"
                : type == Integer.class ? "integer" : type == List.class ? "array" : "string";
    }

    private static @Nullable Integer max(Class<?> type, Schema said) {
        if (type == List.class) {
            return CaseCommand.ITEMS;
        }
        if (type == String.class) {
            return said.maxLength();
        }
        return said.maximum().isEmpty() ? null : Integer.valueOf(said.maximum());
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
        checkTexts(components, command);
    }

    private static void checkTexts(List<Component> components, Object of) {
        for (var it : components) {
            switch (it.valueIn(of)) {
                case String text -> FreeText.checked(text, it.pointer(), it.said().maxLength());
                case Record within -> checkTexts(it.within(), within);
                case null, default -> {}
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
            var value = it.valueIn(command);
            if (value == null && isRequired(it, command)) {
                throw Problem.invalid(
                        Pointed.at(it.pointer(), "required", it.field().name() + " is required"));
            }
            if (value instanceof String text && isRequired(it, command)) {
                FreeText.required(text, it.pointer(), it.said().maxLength());
            }
            if (value instanceof Record within) {
                requireComplete(it.within(), within);
            }
            if (value instanceof Integer number && isBeyond(number, it.field())) {
                throw Problem.invalid(
                        Pointed.at(
                                it.pointer(),
                                "out-of-range",
                                "%s is %s to %s"
                                        .formatted(
                                                it.field().name(),
                                                it.field().min(),
                                                it.field().max())));
            }
        }
    }

    /** Of an object: nothing there depends on anything else. */
    private static void requireComplete(List<Component> components, Object of) {
        for (var it : components) {
            if (it.field().required()) {
                FreeText.required((String) it.valueIn(of), it.pointer(), it.said().maxLength());
            }
        }
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

    private static boolean isBeyond(int number, CommandField field) {
        return Optional.ofNullable(field.min()).filter(min -> number < min).isPresent()
                || Optional.ofNullable(field.max()).filter(max -> number > max).isPresent();
    }
}
