package dev.wangge.cases.dictionaries;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How great somebody says a matter is: codes of dictionaries, people, yuan; null where they do not
 * say.
 */
public record Assessment(
        @Nullable String scale,
        @Nullable String grade,
        @Nullable String nature,
        @Nullable Integer people,
        @Nullable BigDecimal amount) {
    public static final Assessment NONE = new Assessment(null, null, null, null, null);

    /** Whom a matter may concern. */
    public static final int MOST_PEOPLE = 1_000_000;

    /** Yuan. */
    public static final long MOST_YUAN = 1_000_000_000_000L;

    /** Whether anything is said. */
    public boolean isSaid() {
        return !equals(NONE);
    }

    /**
     * Refuses numbers that nothing can have.
     *
     * @throws Problem invalid-request
     */
    public void checkNumbers() {
        if (people != null && (people < 0 || people > MOST_PEOPLE)) {
            throw wrong("#/people", "%s is %s to %s".formatted("people", 0, MOST_PEOPLE));
        }
        if (amount != null
                && (amount.signum() < 0 || amount.compareTo(BigDecimal.valueOf(MOST_YUAN)) > 0)) {
            throw wrong("#/amount", "%s is %s to %s".formatted("amount", 0, MOST_YUAN));
        }
        var _ = fen();
    }

    /** Hundredths of a yuan. */
    @Nullable Long fen() {
        if (amount == null) {
            return null;
        }
        try {
            return amount.movePointRight(2).longValueExact();
        } catch (ArithmeticException e) {
            throw wrong("#/amount", "amount has at most 2 decimals");
        }
    }

    private static Problem wrong(String pointer, String message) {
        return Problem.invalid(Pointed.at(pointer, "out-of-range", message));
    }
}
