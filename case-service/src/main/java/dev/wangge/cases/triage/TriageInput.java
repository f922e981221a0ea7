package dev.wangge.cases.triage;

import dev.wangge.contracts.cases.v1.CaseKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case when its level is decided.
 *
 * @param text title and description
 * @param channel through which it came
 * @param division that answers for it; null when nobody knows
 */
public record TriageInput(CaseKind kind, String text, String channel, @Nullable String division) {
    /** As conditions name them. */
    static final List<String> VARIABLES = List.of("kind", "text", "channel", "division");

    Map<String, String> variables() {
        return Map.of(
                "kind",
                kind.name(),
                "text",
                text,
                "channel",
                channel,
                "division",
                Objects.requireNonNullElse(division, ""));
    }
}
