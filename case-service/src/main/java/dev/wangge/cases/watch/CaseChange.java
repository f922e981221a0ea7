package dev.wangge.cases.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.web.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as it is after a change.
 *
 * @param title absent of a confidential one: who reads that is recorded, by the case or its list
 * @param within codes of the divisions and the grid that it lies in, the widest first
 * @param version it may have moved by more than one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CaseChange(
        String id,
        String number,
        CaseKind kind,
        @Nullable Tier tier,
        Status status,
        @Nullable String title,
        List<String> within,
        long version,
        String reportedAt,
        boolean emergency) {

    static CaseChange of(Case it) {
        return new CaseChange(
                it.id(),
                it.number(),
                it.kind(),
                it.tier(),
                it.status(),
                it.confidence().isConfidential() ? null : it.title(),
                it.path(),
                it.version(),
                Times.utc(it.reportedAt()),
                it.kind() == CaseKind.EMERGENCY);
    }
}
