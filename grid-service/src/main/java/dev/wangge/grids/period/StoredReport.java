package dev.wangge.grids.period;

import dev.wangge.grids.period.ZeroReport.Filed;
import dev.wangge.grids.period.ZeroReport.Head;
import dev.wangge.platform.event.Fact;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/** A zero-report as it is stored. */
record StoredReport(Document document) {
    /** What it is stored as at first, but for who publishes it. */
    static Document first(ZeroReport report) {
        var head = report.head();
        var document =
                new Document("period", head.period())
                        .append("division", head.division())
                        .append("day", head.day().toString())
                        .append("slot", slot(head.day(), head.division()))
                        .append("remindAt", Date.from(head.remindAt()))
                        .append("dueAt", Date.from(head.dueAt()))
                        .append("version", 1L);
        document.putAll(changing(report));
        return document;
    }

    /** Where it stands in a list: by day, then by division. */
    static String slot(LocalDate day, String division) {
        return day + " " + division;
    }

    /** The fields that change with it; null where it has none. */
    static Document changing(ZeroReport report) {
        var state = report.state();
        return new Document("status", state.status().name())
                .append("recipient", state.recipient())
                .append("escalatedTo", state.escalatedTo())
                .append("filed", state.filed() == null ? null : document(state.filed()))
                .append("findings", state.findings().stream().map(it -> document(it)).toList())
                .append("wakeAt", state.wakeAt() == null ? null : Date.from(state.wakeAt()));
    }

    private static Document document(Filed filed) {
        return new Document("at", Date.from(filed.at()))
                .append("by", filed.by())
                .append("via", filed.via().name())
                .append("caseId", filed.caseId())
                .append("kind", filed.kind());
    }

    ZeroReport now() {
        var filed = document.get("filed", Document.class);
        var wakeAt = document.getDate("wakeAt");
        return new ZeroReport(
                new Head(
                        document.getString("_id"),
                        document.getString("period"),
                        document.getString("division"),
                        LocalDate.parse(document.getString("day")),
                        document.getDate("remindAt").toInstant(),
                        document.getDate("dueAt").toInstant()),
                new ZeroReport.State(
                        Status.valueOf(document.getString("status")),
                        document.getString("recipient"),
                        document.getString("escalatedTo"),
                        filed == null ? null : filed(filed),
                        document.getList("findings", Document.class, List.of()).stream()
                                .map(StoredReport::filed)
                                .toList(),
                        wakeAt == null ? null : wakeAt.toInstant()),
                document.getList("facts", Document.class).stream().map(Fact::fromDocument).toList(),
                document.get("version", Number.class).longValue());
    }

    private static Filed filed(Document stored) {
        return new Filed(
                stored.getDate("at").toInstant(),
                stored.getString("by"),
                Via.valueOf(stored.getString("via")),
                stored.getString("caseId"),
                stored.getString("kind"));
    }

    /** The idempotency keys that were used on it. */
    List<Document> keys() {
        return document.getList("keys", Document.class, List.of());
    }
}
