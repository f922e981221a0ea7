package dev.wangge.platform.web;

import com.mongodb.client.model.Filters;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bson.conversions.Bson;

/** A place in a list by time and id, newest first: stable while new ones come in. */
public record TimeCursor(Instant time, String id) {

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws Problem invalid-request when it is no cursor of ours
     */
    public static TimeCursor read(String text) {
        try {
            var parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII)
                            .split(" ", 2);
            return new TimeCursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
        } catch (RuntimeException e) {
            throw Problem.invalid(
                    Pointed.parameter("cursor", "wrong-cursor", "Not a cursor of this list"));
        }
    }

    /**
     * What comes after this place, in a collection sorted by this field and {@code _id},
     * descending.
     */
    public Bson after(String field) {
        var at = Date.from(time);
        return Filters.or(
                Filters.lt(field, at), Filters.and(Filters.eq(field, at), Filters.lt("_id", id)));
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (time.toEpochMilli() + " " + id).getBytes(StandardCharsets.US_ASCII));
    }
}
