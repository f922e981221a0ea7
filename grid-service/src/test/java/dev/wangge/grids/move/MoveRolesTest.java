package dev.wangge.grids.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The endpoint admits whoever may do any of it; what is done decides. */
class MoveRolesTest {
    private static List<Role> admitted(Class<?> controller, String method) {
        return Stream.of(controller.getDeclaredMethods())
                .filter(it -> it.getName().equals(method))
                .map(it -> it.getAnnotation(AllowedTo.class))
                .filter(Objects::nonNull)
                .flatMap(it -> Stream.of(it.value()))
                .toList();
    }

    @Test
    void actingIsForWhomeverAnyActionIsFor() {
        var any =
                Arrays.stream(MoveAction.values())
                        .flatMap(action -> action.roles().stream())
                        .distinct()
                        .toList();
        assertThat(admitted(MoveController.class, "act")).containsExactlyInAnyOrderElementsOf(any);
    }

    @Test
    void manyCheckInsAreForWhomeverOneIsFor() {
        assertThat(admitted(CheckInController.class, "batch"))
                .containsExactlyInAnyOrderElementsOf(MoveAction.CHECK_IN.roles());
    }
}
