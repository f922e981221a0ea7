package dev.wangge.grids.duty;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;

class OfMoveTest {
    @Test
    void anAssignmentNamesTheMoveThatMadeIt() {
        assertThat(OfMove.move(new Document("source", OfMove.source("M-7")))).contains("M-7");
        assertThat(OfMove.source("M-7")).isEqualTo("move:M-7");
    }

    @Test
    void whatNoMoveMadeNamesNone() {
        assertThat(OfMove.move(new Document())).isEmpty();
        assertThat(OfMove.move(new Document("source", "import"))).isEmpty();
    }
}
