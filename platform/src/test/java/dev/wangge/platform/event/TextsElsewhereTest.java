package dev.wangge.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.event.SaltedTexts.Salted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Long texts lie apart from their aggregate: they are read when asked for, and many at once. */
class TextsElsewhereTest {
    private final List<List<String>> asked = new ArrayList<>();
    private final Map<String, Salted> apart =
            Map.of("sha256:2", new Salted("ab", "二"), "sha256:3", new Salted("cd", "三"));
    private final SaltedTexts texts =
            SaltedTexts.fromDocuments(
                    List.of(
                            new Document("digest", "sha256:1")
                                    .append("salt", "ef")
                                    .append("text", "一")),
                    this::read);

    private Map<String, Salted> read(Collection<String> digests) {
        asked.add(List.copyOf(digests));
        return apart;
    }

    @Test
    void whatLiesBesideTheFactsIsNotAskedFor() {
        assertThat(texts.text("sha256:1")).isEqualTo("一");
        assertThat(texts.text(texts.keep("新的"))).isEqualTo("新的");
        assertThat(texts.text(null)).isNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void manyAreAskedForAtOnceAndOnlyOnce() {
        texts.fetch(List.of("sha256:1", "sha256:2", "sha256:3"));

        assertThat(asked).containsExactly(List.of("sha256:2", "sha256:3"));
        assertThat(texts.text("sha256:2")).isEqualTo("二");
        assertThat(texts.salted("sha256:3")).isEqualTo(new Salted("cd", "三"));
        texts.fetch(List.of("sha256:2"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void oneThatWasForgottenIsNoText() {
        assertThat(texts.text("sha256:9")).isNull();
        assertThat(texts.salted("sha256:9")).isNull();
        assertThat(texts.text("sha256:2")).isEqualTo("二");
    }

    @Test
    void whatWasReadElsewhereIsNotAddedToTheAggregate() {
        texts.fetch(List.of("sha256:2"));
        assertThat(texts.added()).isEmpty();

        var digest = texts.keep("桥断了");
        assertThat(texts.added()).hasSize(1);
        assertThat(texts.added().getFirst()).containsEntry("digest", digest).containsKey("salt");
    }
}
