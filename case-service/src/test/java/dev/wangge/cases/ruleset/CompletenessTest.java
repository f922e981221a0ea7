package dev.wangge.cases.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.ruleset.WordRules.Word;
import dev.wangge.platform.web.StrictBodies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    private static List<Finding> of(String json) {
        var word = new StrictBodies().read(json.getBytes(StandardCharsets.UTF_8), Word.class);
        return Completeness.of(word, "#/body");
    }

    @Test
    void whatIsThereAndInItsBoundsIsComplete() {
        assertThat(of("{\"word\":\"水\",\"times\":9}")).isEmpty();
        assertThat(of("{\"word\":\"水\",\"more\":[{\"word\":\"路\"}]}")).isEmpty();
    }

    @Test
    void whatLacksIsPointedAtWhereverItLies() {
        assertThat(of("{}"))
                .containsExactly(new Finding("#/body/word", "required", "word is required"));
        assertThat(of("{\"word\":\" \"}"))
                .containsExactly(new Finding("#/body/word", "required", "word is blank"));
        assertThat(of("{\"word\":\"水\",\"more\":[{\"word\":\"路\"},{}]}"))
                .containsExactly(new Finding("#/body/more/1/word", "required", "word is required"));
    }

    @Test
    void textsAndNumbersHaveTheirBounds() {
        assertThat(of("{\"word\":\"123456789012345678901\",\"times\":10}"))
                .containsExactly(
                        new Finding("#/body/word", "too-long", "At most 20 characters"),
                        new Finding("#/body/times", "out-of-range", "times is 1 to 9"));
        assertThat(of("{\"word\":\"12345678901234567890\",\"times\":0}"))
                .containsExactly(new Finding("#/body/times", "out-of-range", "times is 1 to 9"));
    }
}
