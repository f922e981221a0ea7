package dev.wangge.cases.life;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bson.conversions.Bson;

/** In which order cases are listed: by the time of the report, equal times by id. */
enum ListOrder {
    NEWEST_FIRST,
    OLDEST_FIRST;

    private static final String[] FIELDS = {"reportedAt", "_id"};

    static ListOrder of(String sort) {
        return switch (sort) {
            case "-reportedAt" -> NEWEST_FIRST;
            case "reportedAt" -> OLDEST_FIRST;
            default ->
                    throw Problem.invalid(
                            Pointed.parameter(
                                    "sort", "unknown-sort", "sort is -reportedAt or reportedAt"));
        };
    }

    Bson sort() {
        return this == NEWEST_FIRST ? Sorts.descending(FIELDS) : Sorts.ascending(FIELDS);
    }

    /** A place in the list: stable while new cases come in. */
    static String cursor(Case it) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (it.reportedAt().toEpochMilli() + " " + it.id())
                                .getBytes(StandardCharsets.US_ASCII));
    }

    /** What comes after this place. */
    Bson after(String cursor) {
        try {
            var parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII)
                            .split(" ", 2);
            var at = Date.from(Instant.ofEpochMilli(Long.parseLong(parts[0])));
            return Filters.or(
                    beyond("reportedAt", at),
                    Filters.and(Filters.eq("reportedAt", at), beyond("_id", parts[1])));
        } catch (RuntimeException e) {
            throw Problem.invalid(
                    Pointed.parameter("cursor", "wrong-cursor", "Not a cursor of this list"));
        }
    }

    private <T> Bson beyond(String field, T value) {
        return this == NEWEST_FIRST ? Filters.lt(field, value) : Filters.gt(field, value);
    }
}
