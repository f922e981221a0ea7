package dev.wangge.grids.period;

import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.Spot;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.FreeText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Something to report: it becomes a case. Its words leave this object sealed only. */
final class Finding {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TITLE = 60;

    private final CaseKind kind;
    private final String title;
    private final @Nullable String description;
    private final @Nullable Spot spot;
    private final Vault vault;

    Finding(
            CaseKind kind,
            String title,
            @Nullable String description,
            @Nullable Spot spot,
            Vault vault) {
        this.kind = kind;
        this.title = title;
        this.description = description;
        this.spot = spot;
        this.vault = vault;
    }

    /**
     * What somebody wrote in a form or an SMS: its first line, or what fits of it, is the title.
     */
    static Finding written(String text, Vault vault) {
        var plain = FreeText.plain(text);
        var first = plain.lines().findFirst().orElse(plain).strip();
        var title = FreeText.head(first, TITLE);
        return new Finding(
                CaseKind.PATROL_FINDING, title, title.equals(plain) ? null : plain, null, vault);
    }

    CaseKind kind() {
        return kind;
    }

    @Nullable Spot spot() {
        return spot;
    }

    /** The same words about the same zero-report are the same case, however often they come. */
    String caseId(String report) {
        // Keyed: few words could be guessed from a plain digest.
        var words = vault.sign((kind + "\n" + json()).getBytes(StandardCharsets.UTF_8));
        return Ids.of("finding", report, HexFormat.of().formatHex(words)).toString();
    }

    String sealedFor(String caseId) {
        return vault.seal(json(), caseId);
    }

    private String json() {
        var words = new LinkedHashMap<String, @Nullable Object>();
        words.put("title", title);
        words.put("description", description);
        return JSON.writeValueAsString(words);
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Finding";
    }
}
