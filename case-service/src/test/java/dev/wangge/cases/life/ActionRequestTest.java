package dev.wangge.cases.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever text an action may ever take has its limit: a new field is tried like the others. */
class ActionRequestTest {
    private static Stream<RecordComponent> texts() {
        return Arrays.stream(ActionRequest.class.getRecordComponents())
                .filter(field -> field.getType().equals(String.class));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noTextIsWithoutLimit(RecordComponent field) throws Exception {
        refused(field, "长".repeat(20_001));
        refused(field, "a\0b");
        refused(field, "a\u001bb");
        refused(field, "\ud83d");
        assertThatCode(() -> with(field, "水管坏了\n🚰").check()).doesNotThrowAnyException();
    }

    private static void refused(RecordComponent field, String text) throws Exception {
        var order = with(field, text);
        assertThatThrownBy(order::check)
                .as("%s", field.getName())
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("invalid-request"));
    }

    @Test
    void aTextCountsInCodePointsAndACommentIsShort() {
        assertThatCode(() -> ActionRequest.done("🚰".repeat(20_000), java.util.List.of()).check())
                .doesNotThrowAnyException();
        assertThatCode(() -> ActionRequest.rated(5, "🚰".repeat(2_000)).check())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ActionRequest.rated(5, "好".repeat(2_001)).check())
                .isInstanceOf(Problem.class);
    }

    private static ActionRequest with(RecordComponent text, String value) throws Exception {
        var fields = ActionRequest.class.getRecordComponents();
        var types = Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values =
                Arrays.stream(fields)
                        .map(field -> field.getName().equals(text.getName()) ? value : null)
                        .toArray();
        return ActionRequest.class.getDeclaredConstructor(types).newInstance(values);
    }
}
