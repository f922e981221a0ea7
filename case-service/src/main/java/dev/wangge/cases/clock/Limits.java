package dev.wangge.cases.clock;

import dev.wangge.contracts.cases.v1.CaseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** How long each step may take (DOMAIN: Clocks). */
public final class Limits {
    private static final Limit QUARTER = Limit.continuous(Duration.ofMinutes(15));
    private static final Limit WORKING_DAY = Limit.workingDays(1);
    private static final Map<CaseKind, Limit> HANDLE =
            Map.of(
                    CaseKind.EMERGENCY, Limit.continuous(Duration.ofHours(2)),
                    CaseKind.HAZARD, Limit.continuous(Duration.ofHours(24)),
                    CaseKind.PATROL_FINDING, Limit.continuous(Duration.ofHours(24)),
                    CaseKind.DISPUTE, Limit.continuous(Duration.ofDays(30)),
                    CaseKind.REQUEST, Limit.workingDays(5),
                    CaseKind.ADVICE, Limit.workingDays(5));
    private final WorkCalendar calendar;
    private final Limit accept;
    private final Limit dispatch;
    private final Map<CaseKind, Limit> handle;
    private final Limit verify;
    private final Limit close;

    /** Those that are built in. */
    public Limits() {
        this(QUARTER, QUARTER, HANDLE, WORKING_DAY, WORKING_DAY);
    }

    /**
     * As a county has set them.
     *
     * @param handle of each kind
     */
    public Limits(
            Limit accept, Limit dispatch, Map<CaseKind, Limit> handle, Limit verify, Limit close) {
        this(accept, dispatch, handle, verify, close, new WorkCalendar());
    }

    private Limits(
            Limit accept,
            Limit dispatch,
            Map<CaseKind, Limit> handle,
            Limit verify,
            Limit close,
            WorkCalendar calendar) {
        this.accept = accept;
        this.dispatch = dispatch;
        this.handle = Map.copyOf(handle);
        this.verify = verify;
        this.close = close;
        this.calendar = calendar;
    }

    /** The same, counted in another calendar. */
    public Limits in(WorkCalendar other) {
        return new Limits(accept, dispatch, handle, verify, close, other);
    }

    /** The same, counted in the hours of a unit. */
    public Limits ofUnit(String code) {
        return in(calendar.ofUnit(code));
    }

    /** In which working days are counted. */
    public WorkCalendar calendar() {
        return calendar;
    }

    /** To answer a report. */
    public Limit accept() {
        return accept;
    }

    /** To give it to somebody. */
    public Limit dispatch() {
        return dispatch;
    }

    /** By kind: hours and natural days run on, working days follow the calendar. */
    public Limit handle(CaseKind kind) {
        return Objects.requireNonNull(handle.get(kind), kind::name);
    }

    /** To check what was done. */
    public Limit verify() {
        return verify;
    }

    /** To close what was checked. */
    public Limit close() {
        return close;
    }

    public Instant acceptBy(Instant reportedAt) {
        return calendar.due(accept(), Run.since(reportedAt));
    }

    public Instant dispatchBy(Instant filedAt) {
        return calendar.due(dispatch(), Run.since(filedAt));
    }

    /** From acceptance, whoever had it since. */
    public Instant handleBy(CaseKind kind, Run run) {
        return calendar.due(handle(kind).times(1 + run.extensions()), run);
    }

    public Instant verifyBy(Instant handledAt) {
        return calendar.due(verify(), Run.since(handledAt));
    }

    public Instant closeBy(Instant verifiedAt) {
        return calendar.due(close(), Run.since(verifiedAt));
    }
}
