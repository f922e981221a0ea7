package dev.wangge.grids.move;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a move that departed says about who is where.
 *
 * @param createdAt when it was first planned
 * @param endedAt when they were no longer on the road; null while they are
 * @param arrived whether it ended where they meant to go
 */
record Placing(
        String move,
        String from,
        String to,
        Instant createdAt,
        Instant departedAt,
        @Nullable Instant endedAt,
        boolean arrived,
        List<String> escort,
        List<String> phones) {

    static Placing of(Document stored) {
        var ended = stored.getDate("endedAt");
        var status = MoveStatus.valueOf(stored.getString("status"));
        return new Placing(
                stored.getString("_id"),
                stored.getString("from"),
                stored.getString("to"),
                Objects.requireNonNull(stored.getDate("createdAt")).toInstant(),
                Objects.requireNonNull(stored.getDate("departedAt")).toInstant(),
                ended == null ? null : ended.toInstant(),
                status == MoveStatus.ARRIVED || status == MoveStatus.RECONCILED,
                stored.getList("escort", String.class),
                stored.getList("phones", String.class));
    }

    static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    /** Where its people live now: until they arrive, where they come from. */
    String grid() {
        return arrived ? to : from;
    }

    /** Whether it begins or ends in a county that the other one begins or ends in. */
    boolean sharesCountyWith(Placing other) {
        return other.touches(county(from)) || other.touches(county(to));
    }

    private boolean touches(String county) {
        return from.startsWith(county) || to.startsWith(county);
    }

    private static String county(String grid) {
        return grid.substring(0, 6);
    }

    /** Of two moves of the same people the one that departed later says where they are. */
    boolean isAfter(Placing other) {
        int later = departedAt.compareTo(other.departedAt);
        return later == 0 ? move.compareTo(other.move) > 0 : later > 0;
    }
}
