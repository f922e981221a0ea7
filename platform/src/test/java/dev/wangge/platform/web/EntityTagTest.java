package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wangge.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private final EntityTag seventh = new EntityTag(7);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*", " * ", "\"7\"", " \"7\" ", "W/\"7\"", "7"})
    void aCommandOnTheVersionThatIsThereIsLetThrough(@Nullable String ifMatch) {
        assertThatCode(() -> seventh.requireMatch(ifMatch)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"6\"", "W/\"8\"", "\"77\"", "\"x7\"", "", "\"9999999999999999999\"", "-7"})
    void anotherVersionIsStaleAndToldThePresentOne(String ifMatch) {
        var stale = catchThrowableOfType(Problem.class, () -> seventh.requireMatch(ifMatch));

        assertThat(stale.slug()).isEqualTo("stale-version");
        assertThat(stale.status().value()).isEqualTo(412);
        assertThat(stale).hasMessage("It is at version 7");
    }

    @Test
    void aVersionIsWrittenInQuotes() {
        assertThat(seventh).hasToString("\"7\"");
    }
}
