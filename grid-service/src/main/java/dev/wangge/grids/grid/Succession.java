package dev.wangge.grids.grid;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Grids that take the place of others in a village, as it was decided. Everything that follows can
 * be done from it alone, and again.
 *
 * @param id the village and a number: the successions of a village are counted, so that inserting
 *     the next one decides between two at once
 * @param type {@code split} or {@code merge}
 * @param successors their codes were taken before
 * @param members to which successor each goes; who is not among them goes to the first
 * @param request what asked for it
 */
record Succession(
        String id,
        String type,
        LocalDate on,
        List<String> replaced,
        List<Successor> successors,
        Map<String, String> members,
        List<String> unassigned,
        List<Warning> warnings,
        String request,
        String by) {

    /** A grid to be. */
    record Successor(String code, Document state, @Nullable String geometry) {}

    static String id(String village, int number) {
        return "%s:%06d".formatted(village, number);
    }

    Document toDocument() {
        return new Document("_id", id)
                .append("type", type)
                .append("on", on.toString())
                .append("replaced", replaced)
                .append(
                        "successors",
                        successors.stream()
                                .map(it ->
                                        new Document("code", it.code())
                                                .append("state", it.state())
                                                .append("geometry", it.geometry()))
                                .toList())
                .append(
                        "members",
                        members.entrySet().stream()
                                .map(it ->
                                        new Document("code", it.getKey())
                                                .append("to", it.getValue()))
                                .toList())
                .append("unassigned", unassigned)
                .append("warnings", warnings.stream().map(Succession::toDocument).toList())
                .append("request", request)
                .append("by", by);
    }

    static Succession from(Document stored) {
        var successors = new ArrayList<Successor>();
        for (var one : stored.getList("successors", Document.class)) {
            successors.add(
                    new Successor(
                            one.getString("code"),
                            one.get("state", Document.class),
                            one.getString("geometry")));
        }
        var members = new HashMap<String, String>();
        for (var one : stored.getList("members", Document.class)) {
            members.put(one.getString("code"), one.getString("to"));
        }
        return new Succession(
                stored.getString("_id"),
                stored.getString("type"),
                LocalDate.parse(stored.getString("on")),
                stored.getList("replaced", String.class),
                successors,
                members,
                stored.getList("unassigned", String.class),
                stored.getList("warnings", Document.class).stream()
                        .map(Succession::warning)
                        .toList(),
                stored.getString("request"),
                stored.getString("by"));
    }

    private static Document toDocument(Warning warning) {
        return new Document("code", warning.code())
                .append("message", warning.message())
                .append("grid", warning.grid())
                .append("squareMetres", warning.squareMetres())
                .append("where", warning.where());
    }

    private static Warning warning(Document stored) {
        return new Warning(
                stored.getString("code"),
                stored.getString("message"),
                null,
                stored.getString("grid"),
                stored.getLong("squareMetres"),
                stored.getList("where", Double.class));
    }
}
