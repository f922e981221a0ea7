package dev.wangge.contracts.audit.v1;

import dev.wangge.contracts.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * v1: one thing that somebody did or was refused, for the audit trail. Who and when are in the
 * envelope; its id makes a repeat harmless, its subject is what it is about. None holds a name, a
 * phone, a body or a token; a purpose is what the caller wrote.
 */
public sealed interface AuditFact {
    /** How it was asked for. */
    Call call();

    /** What it is about: a case, a member, a division; null where it is about none. */
    @Nullable String about();

    /** Why, as the caller said it or as it was refused; null where nothing was said. */
    @Nullable String why();

    /**
     * How something was asked for.
     *
     * @param from the address that it came from, as the door saw it
     * @param route method and pattern of the route, such as {@code GET /api/v1/cases/{id}}
     * @param insteadOf the person whom the caller stands in for; null where they act as themselves
     */
    record Call(String from, String route, @Nullable String insteadOf) {
        /** What a service does by itself. */
        public static final Call NONE = new Call("", "", null);
    }

    /**
     * Somebody was refused for who they are.
     *
     * @param why the slug of the problem they were told
     * @param times how often within the seconds that it was gathered, the same each time
     */
    @EventType("wangge.audit.call-refused.v1")
    record CallRefused(Call call, @Nullable String about, String why, long times)
            implements AuditFact {}

    /**
     * A contact was shown whole.
     *
     * @param about whose: a case's (its reporter), a member's, unit's, team's or shift's code
     * @param why the purpose
     */
    @EventType("wangge.audit.contact-shown.v1")
    record ContactShown(Call call, String about, @Nullable String why) implements AuditFact {}

    /**
     * Data were taken out as a file.
     *
     * @param about of which division; null for all of the caller's
     * @param asked the parameters of the call, such as {@code within=540328}; null without any
     */
    @EventType("wangge.audit.data-exported.v1")
    record DataExported(
            Call call, @Nullable String about, @Nullable String why, @Nullable String asked)
            implements AuditFact {}

    /**
     * A confidential case was shown, or something of it.
     *
     * @param about the case's id
     */
    @EventType("wangge.audit.confidential-case-read.v1")
    record ConfidentialCaseRead(Call call, String about, @Nullable String why)
            implements AuditFact {}

    /**
     * A confidential case stood in a list, with its number and title; said once an hour for each
     * who looks, since desks look every few seconds.
     *
     * @param about the case's id
     */
    @EventType("wangge.audit.confidential-case-listed.v1")
    record ConfidentialCaseListed(Call call, String about, @Nullable String why)
            implements AuditFact {}

    /**
     * Rules were set for a division, or given up by it.
     *
     * @param about the division
     * @param versions each set with its new version, such as {@code limits@3}
     */
    @EventType("wangge.audit.rules-set.v1")
    record RulesSet(Call call, String about, String why, List<String> versions)
            implements AuditFact {}

    /**
     * So many refusals came at once that some were not written down.
     *
     * @param number how many, since the last time this was said
     */
    @EventType("wangge.audit.refusals-dropped.v1")
    record RefusalsDropped(long number) implements AuditFact {
        @Override
        public Call call() {
            return Call.NONE;
        }

        @Override
        public @Nullable String about() {
            return null;
        }

        @Override
        public @Nullable String why() {
            return null;
        }
    }
}
