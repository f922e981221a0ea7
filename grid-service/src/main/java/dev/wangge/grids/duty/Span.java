package dev.wangge.grids.duty;

import dev.wangge.grids.place.Validity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * From an instant until before another; null is open. One that ends before it begins never holds:
 * nothing that was stored may keep the rest from being looked at.
 */
public record Span(@Nullable Instant from, @Nullable Instant until) {
    /** Days begin at midnight there. */
    public static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    public static final Span ALWAYS = new Span(null, null);

    /** Whole days in the county's zone, the last one among them. */
    public static Span of(Validity days) {
        return new Span(
                days.from() == null ? null : midnight(days.from()),
                days.to() == null ? null : midnight(days.to().plusDays(1)));
    }

    /** As an entry's state holds it: {@code from} and {@code until}, RFC 3339. */
    public static Span of(Document state) {
        return new Span(instant(state, "from"), instant(state, "until"));
    }

    public boolean holdsAt(Instant now) {
        return (from == null || !now.isBefore(from)) && (until == null || now.isBefore(until));
    }

    public boolean overlaps(Span other) {
        return begins(other) && other.begins(this);
    }

    private boolean begins(Span before) {
        var end = before.until;
        return from == null || end == null || from.isBefore(end);
    }

    /** Gives both ends, as far as there are any. */
    void ends(Consumer<Instant> taker) {
        if (from != null) {
            taker.accept(from);
        }
        if (until != null) {
            taker.accept(until);
        }
    }

    /** When a day of the county begins. */
    public static Instant midnight(LocalDate day) {
        return day.atStartOfDay(COUNTY).toInstant();
    }

    private static @Nullable Instant instant(Document state, String field) {
        var text = state.getString(field);
        return text == null ? null : Instant.parse(Objects.requireNonNull(text));
    }
}
