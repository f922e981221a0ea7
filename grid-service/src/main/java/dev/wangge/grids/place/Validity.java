package dev.wangge.grids.place;

import dev.wangge.platform.web.Times;
import java.time.LocalDate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The days on which something holds, both ends among them; null is open.
 *
 * <p>In an entry's state these are {@code validFrom} and {@code validTo}, ISO dates.
 */
public record Validity(@Nullable LocalDate from, @Nullable LocalDate to) {
    public static final Validity ALWAYS = new Validity(null, null);

    /**
     * Reads two ISO dates; blank or null is open.
     *
     * @throws IllegalArgumentException when one is no date, or it ends before it begins
     */
    public static Validity parse(@Nullable String from, @Nullable String to) {
        var read = new Validity(day(from), day(to));
        if (read.isNever()) {
            throw new IllegalArgumentException(
                    "It ends on %s, before %s".formatted(read.to, read.from));
        }
        return read;
    }

    /** As an entry's state holds it. */
    public static Validity of(Document state) {
        return new Validity(
                stored(state.getString("validFrom")), stored(state.getString("validTo")));
    }

    /** Whether it ends before it begins: no day is in it. */
    public boolean isNever() {
        return from != null && to != null && to.isBefore(from);
    }

    /** Writes it into a state; an open end is not written. */
    public void into(Document state) {
        if (from != null) {
            state.append("validFrom", from.toString());
        }
        if (to != null) {
            state.append("validTo", to.toString());
        }
    }

    /** The same, from this day on when nothing was said. */
    public Validity orFrom(LocalDate day) {
        return new Validity(from == null && (to == null || !to.isBefore(day)) ? day : from, to);
    }

    public boolean holdsOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    public boolean overlaps(Validity other) {
        return (from == null || other.to == null || !other.to.isBefore(from))
                && (to == null || other.from == null || !other.from.isAfter(to));
    }

    private static @Nullable LocalDate stored(@Nullable String iso) {
        return iso == null || iso.isBlank() ? null : LocalDate.parse(iso);
    }

    private static @Nullable LocalDate day(@Nullable String iso) {
        if (iso == null || iso.isBlank()) {
            return null;
        }
        return Times.day(iso.strip())
                .orElseThrow(() -> new IllegalArgumentException("Not a day as 2026-06-01: " + iso));
    }
}
