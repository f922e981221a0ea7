package dev.wangge.cases.life;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.web.FreeText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action is told; each reads its own fields (see the table in the API description).
 *
 * @param by a member code in whose name the client acts
 */
public record ActionRequest(
        @Schema(example = "M-540328101201001-1") @Nullable String by,
        @Schema(maxLength = 20_000) @Nullable String reason,
        @Nullable Tier tier,
        @Nullable String unit,
        @Nullable String member,
        @Schema(maxLength = 20_000) @Nullable String what,
        @Nullable List<String> evidence,
        @Nullable Boolean passed,
        @Schema(maxLength = 20_000) @Nullable String outcome,
        @Schema(maxLength = 20_000) @Nullable String text,
        @Schema(minimum = "1", maximum = "5") @Nullable Integer score,
        @Schema(maxLength = 2_000) @Nullable String comment) {

    /** Code points of a text. */
    public static final int LONGEST = 20_000;

    private static final int LONGEST_COMMENT = 2_000;
    private static final int LONGEST_CODE = 100;

    /**
     * Refuses what is too much of a text or none at all, also in fields that the action does not
     * read.
     *
     * @throws Problem invalid-request
     */
    public void check() {
        text(reason, "reason", LONGEST);
        text(what, "what", LONGEST);
        text(outcome, "outcome", LONGEST);
        text(text, "text", LONGEST);
        text(comment, "comment", LONGEST_COMMENT);
        text(by, "by", LONGEST_CODE);
        text(unit, "unit", LONGEST_CODE);
        text(member, "member", LONGEST_CODE);
    }

    private static void text(@Nullable String text, String field, int most) {
        if (text != null) {
            FreeText.checked(text, "#/" + field, most);
        }
    }

    public List<String> evidenceOrNone() {
        return evidence == null ? List.of() : evidence;
    }

    public static ActionRequest none() {
        return new ActionRequest(
                null, null, null, null, null, null, null, null, null, null, null, null);
    }

    public static ActionRequest done(String what, List<String> evidence) {
        return new ActionRequest(
                null, null, null, null, null, what, evidence, null, null, null, null, null);
    }

    public static ActionRequest rated(int score, @Nullable String comment) {
        return new ActionRequest(
                null, null, null, null, null, null, null, null, null, null, score, comment);
    }
}
