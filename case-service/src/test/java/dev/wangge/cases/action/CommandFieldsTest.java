package dev.wangge.cases.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.wangge.cases.life.Status;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A field of any action is offered with its limit and held to it: a new one is tried as well. */
class CommandFieldsTest {
    private static Stream<Arguments> texts() {
        return Acting.actions().all().stream()
                .flatMap(action ->
                        action.fields().all().stream()
                                .filter(field ->
                                        field.type().equals("string") && field.values() == null)
                                .map(field -> Arguments.of(action.slug(), field)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("texts")
    void noTextIsWithoutLimit(String action, CommandField field) {
        assertThat(field.max()).isNotNull().isLessThanOrEqualTo(20_000);
        int most = Math.toIntExact(Objects.requireNonNull(field.max()));
        refused(action, field, "长".repeat(most + 1));
        refused(action, field, "\\u0000b");
        refused(action, field, "a\\u001bb");
        refused(action, field, "\\ud83d");
        assertThatCode(() -> read(action, field, "🚰".repeat(most))).doesNotThrowAnyException();
        assertThatCode(() -> read(action, field, "水管坏了\\n🚰")).doesNotThrowAnyException();
    }

    private static void refused(String action, CommandField field, String text) {
        assertThatThrownBy(() -> read(action, field, text))
                .as("%s of %s", field.name(), action)
                .isInstanceOf(Problem.class);
    }

    private static void read(String action, CommandField field, String text) {
        Acting.command(
                Acting.actions().find(action).orElseThrow(),
                "{\"%s\":\"%s\"}".formatted(field.name(), text));
    }

    private static Stream<Arguments> required() {
        return Acting.actions().all().stream()
                .flatMap(action ->
                        action.fields().all().stream()
                                .filter(CommandField::required)
                                .map(field -> Arguments.of(action.slug(), field.name())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("required")
    void whatIsSaidToBeRequiredIs(String action, String field) {
        var it =
                Acting.in(
                        Acting.actions().find(action).orElseThrow().from().iterator().next(),
                        action);
        var without =
                Acting.complete(action)
                        .replaceFirst(
                                "\"" + field + "\":(\\[[^]]*]|\\{[^}]*}|\"[^\"]*\"|[^,}]*),?", "")
                        .replace(",}", "}");

        assertThatThrownBy(() -> Acting.act(it, action, without, "M-9"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem).hasMessage(field + " is required"));
    }

    @Test
    void whatACaseDemandsIsToldWithTheAction() {
        assertThat(demanded("handle", CaseKind.HAZARD)).containsExactly("what", "evidence");
        assertThat(demanded("handle", CaseKind.PATROL_FINDING)).containsExactly("what", "evidence");
        assertThat(demanded("handle", CaseKind.REQUEST)).containsExactly("what");
        assertThat(demanded("settle", CaseKind.REQUEST)).containsExactly("what", "evidence");
    }

    @Test
    void whatIsInAListIsOfferedAndCheckedAsWell() {
        assertThat(Objects.requireNonNull(field("split", "children").fields()))
                .extracting(CommandField::name, CommandField::required, CommandField::max)
                .containsExactly(
                        tuple("kind", true, null),
                        tuple("title", true, 200L),
                        tuple("description", false, 20_000L),
                        tuple("category", false, 40L));
        var good = "{\"kind\":\"HAZARD\",\"title\":\"修路\"}";
        refused("title is required", good, "{\"kind\":\"HAZARD\"}");
        refused("title is blank", good, "{\"kind\":\"HAZARD\",\"title\":\" \"}");
        refused("200", "{\"kind\":\"HAZARD\",\"title\":\"%s\"}".formatted("长".repeat(201)));
        refused("kind is required", "{\"title\":\"修路\"}");
        refused("null is not possible", good, "null");
        refused("children is required");
        refused("At most 20 of children", Collections.nCopies(21, good).toArray(String[]::new));
    }

    private static void refused(String message, String... children) {
        var it = Acting.in(Status.FILED);
        assertThatThrownBy(() ->
                        Acting.act(
                                it,
                                "split",
                                "{\"children\":[%s]}".formatted(String.join(",", children)),
                                "desk"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
        assertThat(it.bonds().family().children()).isEmpty();
    }

    private static List<String> demanded(String action, CaseKind kind) {
        return Acting.actions()
                .find(action)
                .orElseThrow()
                .fieldsFor(Acting.dispatched(kind), new Rulebook())
                .stream()
                .filter(CommandField::required)
                .map(CommandField::name)
                .toList();
    }

    @Test
    void whatDependsOnAnotherFieldIsToldWithIt() {
        var reason = field("verify", "reason");
        assertThat(reason.required()).isFalse();
        assertThat(reason.requiredWhen()).isEqualTo(new CommandField.Condition("passed", "false"));
        assertThat(field("dispatch", "unit").oneOf()).containsExactly("unit", "member");
        assertThat(field("triage", "tier").values())
                .containsExactly("NEIGHBOUR", "COMMITTEE", "SUPERIOR");
        assertThat(field("rate", "score"))
                .extracting(CommandField::type, CommandField::min, CommandField::max)
                .containsExactly("integer", 1, 5L);
    }

    private static CommandField field(String action, String name) {
        return Acting.actions().find(action).orElseThrow().fields().all().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
