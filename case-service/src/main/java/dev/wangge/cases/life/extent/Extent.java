package dev.wangge.cases.life.extent;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAssessed;
import dev.wangge.contracts.cases.v1.CaseEvent.Term;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How great a matter is, as far as somebody said; null where nobody did.
 *
 * @param scale 事件规模
 * @param grade 级别
 * @param nature 性质
 * @param people whom it concerns
 * @param amountFen hundredths of a yuan
 */
public record Extent(
        @Nullable Term scale,
        @Nullable Term grade,
        @Nullable Term nature,
        @Nullable Integer people,
        @Nullable Long amountFen) {
    public static final Extent UNKNOWN = new Extent(null, null, null, null, null);

    /** What this fact makes of it. */
    public Extent apply(CaseEvent event) {
        return event instanceof CaseAssessed e
                ? new Extent(
                        said(e.scale(), scale),
                        said(e.grade(), grade),
                        said(e.nature(), nature),
                        said(e.people(), people),
                        said(e.amountFen(), amountFen))
                : this;
    }

    private static <T> @Nullable T said(@Nullable T now, @Nullable T before) {
        return now == null ? before : now;
    }

    /** Yuan. */
    public @Nullable BigDecimal amount() {
        return amountFen == null ? null : BigDecimal.valueOf(amountFen, 2);
    }

    /** The code of a term; empty where nobody said so. */
    public static String code(@Nullable Term term) {
        return term == null ? "" : term.code();
    }

    /** A number as conditions read it. */
    public static String number(@Nullable Number number) {
        return Objects.toString(number, "0");
    }
}
