package dev.wangge.platform.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final Connections connections = new Connections(3, "10.0.0.1"::equals);

    @Test
    void nobodyAloneHasAllThereAre() {
        for (int i = 0; i < 3; i++) {
            assertThat(connections.mayOpen("a")).isTrue();
        }
        assertThat(connections.mayOpen("a")).isFalse();
        assertThat(connections.mayOpen("b")).isTrue();
    }

    @Test
    void whatIsClosedIsSeenAtTheNextCount() {
        for (int i = 0; i < 3; i++) {
            assertThat(connections.mayOpen("a")).isTrue();
        }
        connections.count(List.of("a", "a"));

        assertThat(connections.mayOpen("a")).isTrue();
        assertThat(connections.mayOpen("a")).isFalse();
    }

    @Test
    void whoStandsForManyHasAsManyAsTheyNeed() {
        connections.count(Collections.nCopies(100, "10.0.0.1"));

        assertThat(connections.mayOpen("10.0.0.1")).isTrue();
    }
}
