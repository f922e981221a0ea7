package dev.wangge.grids.place;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import org.bson.Document;

/**
 * The days of each year on which a grid is active, both ends among them; it may go over New Year. A
 * season that ends on 02-29 ends on 02-28 in other years.
 *
 * <p>In an entry's state this is {@code season}, with {@code from} and {@code to} as {@code 06-01}.
 */
public record Season(MonthDay from, MonthDay to) {
    /**
     * Reads two days of the year as {@code 06-01}.
     *
     * @throws IllegalArgumentException when one is none
     */
    public static Season parse(String from, String to) {
        return new Season(day(from), day(to));
    }

    /** As an entry's state holds it; empty when it is active all year. */
    public static Optional<Season> of(Document state) {
        return Optional.ofNullable(state.get("season", Document.class))
                .map(season -> parse(season.getString("from"), season.getString("to")));
    }

    public Document toDocument() {
        return new Document("from", spelled(from)).append("to", spelled(to));
    }

    public boolean holdsOn(LocalDate day) {
        var that = MonthDay.from(day);
        boolean begun = !that.isBefore(from);
        boolean lasts = !that.isAfter(to);
        return from.isAfter(to) ? begun || lasts : begun && lasts;
    }

    private static String spelled(MonthDay day) {
        return day.toString().substring(2);
    }

    private static MonthDay day(String text) {
        try {
            return MonthDay.parse("--" + text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Not a day of the year as 06-01: " + text, e);
        }
    }
}
