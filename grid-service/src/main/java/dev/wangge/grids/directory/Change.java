package dev.wangge.grids.directory;

import com.mongodb.client.model.Updates;
import dev.wangge.grids.directory.Entry.Former;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * How an entry is written.
 *
 * @param at milliseconds
 */
record Change(String by, long at) {
    private static final int PREFECTURE = 4;

    /** All that a change of an entry changes, its kind and code aside; who is on duty is not. */
    static final List<String> FIELDS =
            List.of(
                    "place",
                    "prefecture",
                    "state",
                    "geometry",
                    "former",
                    "search",
                    "slots",
                    "version",
                    "at",
                    "by",
                    "deleted");

    /** A new entry, without a version yet. */
    Document document(Entry entry) {
        var fresh =
                new Document("_id", entry.key())
                        .append("kind", entry.kind().name())
                        .append("code", entry.code())
                        .append("place", entry.place())
                        .append("prefecture", prefecture(entry))
                        .append("state", entry.state())
                        .append("search", entry.searchTerms())
                        .append("at", at)
                        .append("by", by);
        if (!entry.slots().isEmpty()) {
            fresh.append("slots", entry.slots());
        }
        if (entry.geometry() != null) {
            fresh.append("geometry", entry.geometry());
        }
        if (!entry.former().isEmpty()) {
            fresh.append("former", former(entry));
        }
        return fresh;
    }

    /** A new entry, which is to be published. */
    Document fresh(Entry entry) {
        return document(entry).append("version", 1L).append("pending", at);
    }

    /** From what it was to this. */
    Bson to(Entry entry, @Nullable Entry old) {
        var updates = new ArrayList<Bson>();
        updates.add(touched());
        updates.add(Updates.set("kind", entry.kind().name()));
        updates.add(Updates.set("code", entry.code()));
        updates.add(Updates.set("place", entry.place()));
        updates.add(Updates.set("prefecture", prefecture(entry)));
        updates.add(Updates.set("state", entry.state()));
        updates.add(Updates.set("search", entry.searchTerms()));
        updates.add(
                entry.slots().isEmpty()
                        ? Updates.unset("slots")
                        : Updates.set("slots", entry.slots()));
        updates.add(Updates.set("geometry", entry.geometry()));
        updates.add(Updates.unset("deleted"));
        updates.add(
                entry.former().isEmpty()
                        ? Updates.unset("former")
                        : Updates.set("former", former(entry)));
        if (old != null && !old.place().equals(entry.place())) {
            // The place it left has to be looked at again.
            updates.add(Updates.addToSet("formerPlaces", old.place()));
        }
        return Updates.combine(updates);
    }

    Bson touched() {
        return Updates.combine(
                Updates.inc("version", 1L), Updates.set("at", at), Updates.set("by", by));
    }

    /** Of a change by itself: it is published soon, whatever import brought the entry. */
    Bson pending() {
        return pending(at);
    }

    static Bson pending(long at) {
        return Updates.combine(
                Updates.set("pending", at), Updates.unset("import"), Updates.unset("before"));
    }

    /** The first four digits of its place, by which the index of search terms is laid out. */
    private static String prefecture(Entry entry) {
        return entry.place().substring(0, Math.min(PREFECTURE, entry.place().length()));
    }

    static List<Document> former(Entry entry) {
        // Only grids are found by what they were called once.
        return entry.former().stream()
                .map(entry.kind() == Kind.GRID ? Former::toFound : Former::toDocument)
                .toList();
    }
}
