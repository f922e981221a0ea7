package dev.wangge.notify.subject;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.About;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.Duplicate;
import dev.wangge.platform.event.ReceivedEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a case, as it concerns the duplicates that were merged into it: who reported one
 * is told by its own number, and its page is behind the link.
 */
public final class Duplicates {
    private Duplicates() {}

    /** One of each duplicate; none of what their reporters are not told. */
    public static List<Occasion> occasions(CaseEvent event, ReceivedEvent envelope) {
        return switch (event) {
            case CaseClosed e ->
                    occasions(
                            e,
                            envelope,
                            e.duplicates(),
                            e.divisionCode(),
                            Party.DUPLICATE_REPORTER);
            case CaseSettled e ->
                    occasions(
                            e,
                            envelope,
                            e.duplicates(),
                            e.divisionCode(),
                            Party.DUPLICATE_REPORTER);
            case CaseReplied e ->
                    occasions(e, envelope, e.duplicates(), division(e.about()), Party.REPORTER);
            case CaseDeclined e ->
                    occasions(e, envelope, e.duplicates(), division(e.about()), Party.REPORTER);
            // It only settles what they were told.
            case CaseReopened e -> occasions(e, envelope, e.duplicates(), null, null);
            default -> List.of();
        };
    }

    private static @Nullable String division(@Nullable About about) {
        return about == null ? null : about.division();
    }

    private static List<Occasion> occasions(
            CaseEvent event,
            ReceivedEvent envelope,
            @Nullable List<Duplicate> duplicates,
            @Nullable String division,
            @Nullable Party told) {
        return Objects.requireNonNullElse(duplicates, List.<Duplicate>of()).stream()
                .map(one ->
                        occasion(
                                event,
                                about(one, envelope),
                                told == null
                                        ? Telling.NOTHING
                                        : telling(one, division).naming(told, one.reporter())))
                .toList();
    }

    private static Telling telling(Duplicate one, @Nullable String division) {
        return Telling.of(new CaseSubject(one.id(), one.number(), one.kind()), null, division);
    }

    private static Occasion occasion(CaseEvent event, ReceivedEvent about, Telling telling) {
        var settlesBefore = about.actor().equals(Actor.SYSTEM) ? null : about.time();
        return Occasion.of(SubjectType.CASE, event, about, telling, settlesBefore);
    }

    /** It is of the duplicate what it is of the case. */
    private static ReceivedEvent about(Duplicate one, ReceivedEvent envelope) {
        return new ReceivedEvent(
                envelope.id(),
                envelope.source(),
                envelope.type(),
                one.id(),
                envelope.time(),
                envelope.seq(),
                envelope.actor(),
                envelope.event());
    }
}
