package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    private static IdempotencyKey key(String header, String client, String path, String body) {
        return Objects.requireNonNull(
                IdempotencyKey.of(header, client, path, body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isOfOneClientOnOnePath() {
        var key = key("k", "a", "/x", "{}");

        assertThat(key("k", "a", "/x", "{}")).isEqualTo(key);
        assertThat(key("k", "a", "/x", "{ }").id()).isEqualTo(key.id());
        assertThat(
                        List.of(
                                key("k", "b", "/x", ""),
                                key("k", "a", "/y", ""),
                                key("l", "a", "/x", "")))
                .extracting(IdempotencyKey::id)
                .doesNotContain(key.id())
                .doesNotHaveDuplicates();
        assertThat(IdempotencyKey.of(null, "a", "/x", new byte[0])).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ein Wort", "键", "tab\t"})
    void mustBeVisible(String header) {
        assertThatThrownBy(() -> key(header, "a", "/x", "{}"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        it -> assertThat(it.slug()).isEqualTo("invalid-idempotency-key"));
        assertThatThrownBy(() -> key("x".repeat(256), "a", "/x", "{}")).isInstanceOf(Problem.class);
        assertThat(key("x".repeat(255), "a", "/x", "{}").id()).hasSize(36);
    }

    /** As case-service and grid-service have stored them from the first. */
    @Test
    void isFoundAmongItsUses() {
        var key = key("k", "a", "/x", "{}");
        var uses =
                List.of(
                        new Document("id", "another").append("body", "b").append("seq", 1L),
                        new Document("id", key.id()).append("body", key.body()).append("seq", 2));

        assertThat(key.useAmong(uses)).contains(uses.get(1));
        assertThat(key.useAmong(List.of(key.use()))).contains(key.use());
        assertThat(key("l", "a", "/x", "{}").useAmong(uses)).isEmpty();
        assertThatThrownBy(() -> key("k", "a", "/x", "{ }").useAmong(uses))
                .isInstanceOfSatisfying(
                        Problem.class,
                        it -> assertThat(it.slug()).isEqualTo("idempotency-key-reused"));
    }
}
