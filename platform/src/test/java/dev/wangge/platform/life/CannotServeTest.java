package dev.wangge.platform.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class CannotServeTest {
    /** Whoever starts a service reads what to do, and not the way on which it found out. */
    @Test
    void whoStartsItIsToldWhyAndWhatToDo() {
        var why = new CannotServe("The master key is not set", "Set WANGGE_MASTER_KEY");
        var inside = new IllegalStateException("bean x", new IllegalArgumentException(why));

        var told = Objects.requireNonNull(new CannotServeAnalyzer().analyze(inside));

        assertThat(told.getDescription()).isEqualTo("The master key is not set");
        assertThat(told.getAction()).isEqualTo("Set WANGGE_MASTER_KEY");
    }

    @Test
    void anotherFailureIsNotSpokenFor() {
        assertThat(new CannotServeAnalyzer().analyze(new IllegalStateException("other"))).isNull();
    }

    /** Without a launcher there is nothing to watch: the process goes on. */
    @Test
    void withoutALauncherNothingIsWatched() {
        ParentWatch.start(null);
        ParentWatch.start(" ");
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }
}
