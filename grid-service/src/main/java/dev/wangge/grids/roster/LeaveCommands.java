package dev.wangge.grids.roster;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.EntryCommands;
import dev.wangge.grids.people.Faults;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.security.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What makes a leave of what is said about one. */
@Component
class LeaveCommands {
    private final EntryCommands entries;

    LeaveCommands(EntryCommands entries) {
        this.entries = entries;
    }

    record LeaveBody(
            @Schema(pattern = "^[A-Za-z0-9._-]{1,64}$") @Nullable String code,
            @Schema(example = "M-540328101201001-1") @Nullable String member,
            @Nullable String deputy,
            @Schema(
                            requiredMode = REQUIRED,
                            format = "date-time",
                            example = "2026-12-01T00:00:00+08:00")
                    @Nullable String from,
            @Schema(
                            requiredMode = REQUIRED,
                            format = "date-time",
                            example = "2026-12-08T00:00:00+08:00")
                    @Nullable String until) {}

    Entry leave(LeaveBody body, @Nullable Entry old, Caller caller) {
        var faults = new Faults();
        var named = body.member() == null && old != null ? old.text("member") : body.member();
        var member = entries.named(Kind.MEMBER, named, "#/member", caller, faults);
        if (old != null && !old.text("member").equals(named)) {
            faults.at("#/member", "wrong-value", "The member does not change: note another leave");
        }
        if (body.deputy() != null) {
            entries.named(Kind.MEMBER, body.deputy(), "#/deputy", caller, faults);
            if (body.deputy().equals(named)) {
                faults.at("#/deputy", "wrong-value", "Nobody stands in for themselves");
            }
        }
        var from = faults.time("#/from", body.from(), true);
        var until = faults.time("#/until", body.until(), true);
        faults.order("#/until", from, until);
        var code = AssignmentCommands.code(body.code(), old, faults);
        faults.refuse();
        var state = new Document("member", member.orElseThrow().code());
        if (body.deputy() != null) {
            state.append("deputy", body.deputy());
        }
        state.append("from", from).append("until", until);
        return Entry.of(
                Kind.LEAVE,
                code.isEmpty() ? Ids.of("leave", named + "", from + "").toString() : code,
                member.orElseThrow().place(),
                state,
                null);
    }
}
