package dev.wangge.cases.life;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action is told; each reads its own fields (see the table in the API description).
 *
 * @param by a member code in whose name the client acts
 */
record ActionRequest(
        @Nullable String by,
        @Nullable String reason,
        @Nullable Tier tier,
        @Nullable String unit,
        @Nullable String member,
        @Nullable String what,
        @Nullable List<String> evidence,
        @Nullable Boolean passed,
        @Nullable String outcome,
        @Nullable String text,
        @Nullable Integer score,
        @Nullable String comment) {

    List<String> evidenceOrNone() {
        return evidence == null ? List.of() : evidence;
    }

    static ActionRequest none() {
        return new ActionRequest(
                null, null, null, null, null, null, null, null, null, null, null, null);
    }

    static ActionRequest done(String what, List<String> evidence) {
        return new ActionRequest(
                null, null, null, null, null, what, evidence, null, null, null, null, null);
    }

    static ActionRequest rated(int score, @Nullable String comment) {
        return new ActionRequest(
                null, null, null, null, null, null, null, null, null, null, score, comment);
    }
}
