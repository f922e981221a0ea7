package dev.wangge.grids.move;

import dev.wangge.contracts.fieldwork.v1.MoveEvent.Head;
import java.text.NumberFormat;
import java.util.Locale;

/** How many there are, as it was said: a count, or the least there are. */
sealed interface Headcount {
    /** More than any herd or county has. */
    int MOST = 10_000_000;

    int count();

    record Exactly(int count) implements Headcount {
        public Exactly {
            check(count, 0);
        }
    }

    /** “1400余” and “≥1,400”: no fewer than these. */
    record AtLeast(int count) implements Headcount {
        public AtLeast {
            check(count, 1);
        }
    }

    private static void check(int count, int least) {
        if (count < least || count > MOST) {
            throw new IllegalArgumentException(
                    "From %d to %,d, and not %d".formatted(least, MOST, count));
        }
    }

    static Headcount of(Head head) {
        return head.atLeast() ? new AtLeast(head.count()) : new Exactly(head.count());
    }

    default Head head() {
        return new Head(count(), this instanceof AtLeast);
    }

    /**
     * Whether what was counted agrees with this. “At least 1,400” is met by 1,412 and by “at least
     * 1,450”; 1,400 is met by 1,400 only, and not by “at least” as many.
     */
    default boolean isMetBy(Headcount counted) {
        return switch (this) {
            case Exactly it -> it.equals(counted);
            case AtLeast it -> counted.count() >= it.count();
        };
    }

    /** For people to read: {@code 至少1,400} or {@code at least 1,400}; Chinese by default. */
    default String words(String language) {
        var number = NumberFormat.getIntegerInstance(Locale.ROOT).format(count());
        return switch (this) {
            case Exactly it -> number;
            case AtLeast it -> (language.equals("en") ? "at least " : "至少") + number;
        };
    }
}
