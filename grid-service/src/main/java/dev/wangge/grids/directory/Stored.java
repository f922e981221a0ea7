package dev.wangge.grids.directory;

import com.mongodb.client.model.Filters;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.relay.StateRelay.State;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * An entry as it is stored, to be told to others. It changes by edits, which its version counts,
 * and by who is on duty, which has a count of its own.
 */
record Stored(Document row) {
    private static final EventCodec CODEC = new EventCodec(DirectoryEntry.class);

    String key() {
        return row.getString("_id");
    }

    private long version() {
        return number("version");
    }

    private long dutyVersion() {
        return number(DutyNote.VERSION);
    }

    /**
     * What a fact carries: it rises with either count. Rows of before there were two go on from
     * their version, which counted both.
     */
    long seq() {
        return version() + dutyVersion();
    }

    /** When it became what it is. */
    Instant at() {
        return Instant.ofEpochMilli(Math.max(number("at"), number(DutyNote.AT)));
    }

    /** Since when it waits to be told; 0 when it does not, or waits as part of an import. */
    long pending() {
        return number("pending");
    }

    boolean isDeleted() {
        return row.getBoolean("deleted", false);
    }

    /** What others are told of it; empty for what only this service needs. */
    Optional<State> told() {
        if (isDeleted()) {
            return Optional.of(State.tombstone(key(), seq()));
        }
        var entry = Entry.from(row);
        return entry.event()
                .map(event ->
                        State.of(
                                key(),
                                seq(),
                                CODEC.typeOf(event),
                                CODEC.cloudEvent(
                                        "/grid-service",
                                        entry.code(),
                                        seq(),
                                        event,
                                        Actor.SYSTEM.toString(),
                                        at())));
    }

    /** Tells this state from any other, of any entry. */
    String state() {
        return "%s@%d.%d".formatted(key(), version(), dutyVersion());
    }

    /** Finds it where it is still as it was read. */
    Bson unchanged() {
        return Filters.and(
                Filters.eq("_id", key()),
                Filters.eq("version", row.get("version")),
                Filters.eq(DutyNote.VERSION, row.get(DutyNote.VERSION)));
    }

    private long number(String field) {
        var number = row.get(field, Number.class);
        return number == null ? 0 : number.longValue();
    }
}
