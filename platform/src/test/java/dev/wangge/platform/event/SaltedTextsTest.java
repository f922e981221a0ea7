package dev.wangge.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class SaltedTextsTest {
    @Test
    void theSameWordsHaveAnotherDigestEachTime() {
        var texts = new SaltedTexts();
        var one = texts.keep("桥断了");
        var other = texts.keep("桥断了");

        assertThat(one).isNotEqualTo(other).matches("sha256:[0-9a-f]{64}");
        assertThat(texts.text(one)).isEqualTo("桥断了");
        assertThat(texts.keepIfGiven(null)).isNull();
        assertThat(texts.text(null)).isNull();
    }

    @Test
    void theDigestIsOfSaltAndText() {
        var texts = new SaltedTexts();
        var digest = texts.keep("桥断了");
        var kept = texts.added().getFirst();

        var salted = kept.getString("salt") + kept.getString("text");
        assertThat(digest)
                .isEqualTo("sha256:" + Ids.sha256(salted.getBytes(StandardCharsets.UTF_8)));
    }

    /** As cases and moves have stored them from the first; a forgotten one lacks its text. */
    @Test
    void whatIsStoredIsReadAndNotAddedAgain() {
        var stored =
                List.of(
                        new Document("digest", "sha256:1").append("salt", "s").append("text", "一"),
                        new Document("digest", "sha256:2"));
        var texts = SaltedTexts.fromDocuments(stored);

        assertThat(texts.text("sha256:1")).isEqualTo("一");
        assertThat(texts.text("sha256:2")).isNull();
        assertThat(texts.added()).isEmpty();
    }
}
