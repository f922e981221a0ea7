package dev.wangge.cases.triage;

import dev.wangge.cases.condition.RowLanguage;
import dev.wangge.cases.condition.ValueType;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.extent.Extent;
import dev.wangge.contracts.cases.v1.CaseEvent.Term;
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
 * @param categories what it is about, the widest first
 * @param extent how great it is, as far as somebody said
 */
public record TriageInput(
        CaseKind kind,
        String text,
        String channel,
        @Nullable String division,
        List<String> categories,
        Extent extent) {
    /** As conditions name them. */
    public static final Map<String, ValueType> VARIABLES =
            Map.of(
                    "kind", ValueType.TEXT,
                    "text", ValueType.TEXT,
                    "channel", ValueType.TEXT,
                    "division", ValueType.TEXT,
                    "category", ValueType.TEXTS,
                    "scale", ValueType.TEXT,
                    "grade", ValueType.TEXT,
                    "nature", ValueType.TEXT,
                    "people", ValueType.WHOLE,
                    "amount", ValueType.DECIMAL);

    /** Two ordinary ones, by which conditions are tried. */
    public static final TriageInput USUAL =
            new TriageInput(CaseKind.REQUEST, "", "API", "540328101201", List.of());

    public static final TriageInput OTHER =
            new TriageInput(
                    CaseKind.HAZARD,
                    "路边落石，两人受伤",
                    "微信",
                    null,
                    List.of("geology", "rockfall"),
                    new Extent(
                            new Term("03", "重大群体性", null, null),
                            new Term("02", "重大", null, null),
                            new Term("99", "其他", null, null),
                            100_000,
                            1_000_000_000_000L));

    /** Where nobody said how great it is. */
    public TriageInput(
            CaseKind kind,
            String text,
            String channel,
            @Nullable String division,
            List<String> categories) {
        this(kind, text, channel, division, categories, Extent.UNKNOWN);
    }

    /** Of a case, as it is. */
    public static TriageInput of(Case it) {
        return new TriageInput(
                it.kind(),
                Objects.toString(it.title(), "") + Objects.toString(it.description(), ""),
                it.reported().channel(),
                it.answeringDivision(),
                it.categories(),
                it.extent());
    }

    /** By the names of {@link #VARIABLES}. */
    public Map<String, String> variables() {
        return Map.of(
                "kind",
                kind.name(),
                "text",
                text,
                "channel",
                channel,
                "division",
                Objects.requireNonNullElse(division, ""),
                "category",
                RowLanguage.list(categories),
                "scale",
                Extent.code(extent.scale()),
                "grade",
                Extent.code(extent.grade()),
                "nature",
                Extent.code(extent.nature()),
                "people",
                Extent.number(extent.people()),
                "amount",
                Extent.number(extent.amount()));
    }
}
