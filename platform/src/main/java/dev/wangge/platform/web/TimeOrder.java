package dev.wangge.platform.web;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bson.conversions.Bson;

/** A list by a time, equal times by id: a place in it is stable while new ones come in. */
public enum TimeOrder {
    NEWEST_FIRST,
    OLDEST_FIRST;

    /**
     * Reads the parameter {@code sort}: the field, with a minus for the newest first.
     *
     * @throws Problem invalid-request for any other
     */
    public static TimeOrder of(String sort, String field) {
        if (sort.equals("-" + field)) {
            return NEWEST_FIRST;
        }
        if (sort.equals(field)) {
            return OLDEST_FIRST;
        }
        throw Problem.invalid(
                Pointed.parameter(
                        "sort", "unknown-sort", "sort is -%s or %s".formatted(field, field)));
    }

    public Bson sort(String field) {
        return this == NEWEST_FIRST
                ? Sorts.descending(field, "_id")
                : Sorts.ascending(field, "_id");
    }

    /** The cursor of an item. */
    public static String cursor(Instant time, String id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (time.toEpochMilli() + " " + id).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What comes after the item of a cursor.
     *
     * @throws Problem invalid-request when it is no cursor of ours
     */
    public Bson after(String field, String cursor) {
        try {
            var parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII)
                            .split(" ", 2);
            var at = Date.from(Instant.ofEpochMilli(Long.parseLong(parts[0])));
            // Not "beyond, or equal and": of an "or" the database makes two questions and sorts.
            return Filters.and(
                    this == NEWEST_FIRST ? Filters.lte(field, at) : Filters.gte(field, at),
                    Filters.nor(Filters.and(Filters.eq(field, at), upTo(parts[1]))));
        } catch (RuntimeException e) {
            throw Problem.invalid(
                    Pointed.parameter("cursor", "wrong-cursor", "Not a cursor of this list"));
        }
    }

    /** Of items at the same time, those that were shown. */
    private Bson upTo(String id) {
        return this == NEWEST_FIRST ? Filters.gte("_id", id) : Filters.lte("_id", id);
    }
}
