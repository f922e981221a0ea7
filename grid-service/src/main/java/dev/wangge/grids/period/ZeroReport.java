package dev.wangge.grids.period;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.FindingReported;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportDue;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.FactChain;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one division says of one day of a key period. It says by {@code wakeAt} when it wants to be
 * looked at again; whatever happens to it is a fact, and is published.
 */
final class ZeroReport {
    static final EventCodec CODEC = new EventCodec(ZeroReportEvent.class);

    /** What comes later by SMS is passed on, and no report of that day any more. */
    private static final int DAYS_OPEN = 14;

    private static final int MOST_FACTS = 1_000;
    static final int MOST_FINDINGS = 50;
    private static final String SYSTEM = Actor.SYSTEM.toString();

    private final Head head;
    private final FactChain chain;
    private final List<Filed> findings;
    private Status status;
    private @Nullable String recipient;
    private @Nullable String escalatedTo;
    private @Nullable Filed filed;
    private @Nullable Instant wakeAt;
    private final long version;

    /** What never changes. */
    record Head(
            String id,
            String period,
            String division,
            LocalDate day,
            Instant remindAt,
            Instant dueAt) {}

    /** What is stored of it, besides its head and its facts. */
    record State(
            Status status,
            @Nullable String recipient,
            @Nullable String escalatedTo,
            @Nullable Filed filed,
            List<Filed> findings,
            @Nullable Instant wakeAt) {}

    /**
     * That somebody said something.
     *
     * @param caseId of the case that it becomes; null when there was nothing to report
     */
    record Filed(Instant at, String by, Via via, @Nullable String caseId, @Nullable String kind) {}

    /** As it is stored. */
    ZeroReport(Head head, State state, List<Fact> facts, long version) {
        this.head = head;
        this.status = state.status();
        this.recipient = state.recipient();
        this.escalatedTo = state.escalatedTo();
        this.filed = state.filed();
        this.findings = new ArrayList<>(state.findings());
        this.wakeAt = state.wakeAt();
        this.chain = new FactChain(CODEC, head.id(), facts);
        this.version = version;
    }

    static String id(String period, String division, LocalDate day) {
        return Ids.of("zero-report", period, division, day.toString()).toString();
    }

    /** Its day has begun. */
    static ZeroReport begun(
            KeyPeriod period,
            String division,
            LocalDate day,
            @Nullable String recipient,
            Instant now) {
        var head =
                new Head(
                        id(period.id(), division, day),
                        period.id(),
                        division,
                        day,
                        period.remindAt(day),
                        period.dueAt(day));
        var it =
                new ZeroReport(
                        head,
                        new State(Status.DUE, recipient, null, null, List.of(), head.remindAt()),
                        List.of(),
                        0);
        it.tell(
                new ZeroReportDue(
                        head.period(),
                        division,
                        day.toString(),
                        recipient,
                        head.remindAt(),
                        head.dueAt()),
                SYSTEM,
                now);
        return it;
    }

    boolean isDue(Instant now) {
        return wakeAt != null && !wakeAt.isAfter(now);
    }

    boolean isOverdue(Instant now) {
        return !now.isBefore(head.dueAt());
    }

    /** The hour is near: whoever reports now is reminded, once. */
    void chase(String periodName, @Nullable String whoReports, Instant now) {
        if (status != Status.DUE) {
            return;
        }
        recipient = whoReports;
        move(Status.CHASED, head.dueAt());
        tell(
                new ZeroReportChased(
                        head.period(),
                        periodName,
                        head.division(),
                        head.day().toString(),
                        recipient,
                        head.dueAt()),
                SYSTEM,
                now);
    }

    /** The hour has passed: the superior is told, once. */
    void miss(String periodName, @Nullable String superior, Instant now) {
        if (status != Status.DUE && status != Status.CHASED) {
            return;
        }
        escalatedTo = superior;
        move(Status.MISSED, null);
        tell(
                new ZeroReportMissed(
                        head.period(),
                        periodName,
                        head.division(),
                        head.day().toString(),
                        recipient,
                        superior,
                        head.dueAt()),
                SYSTEM,
                now);
    }

    /** Its period was cancelled. What was filed stays filed. */
    void withdraw(String by, Instant now) {
        if (!Status.MISSING.contains(status)) {
            return;
        }
        move(Status.WITHDRAWN, null);
        tell(
                new ZeroReportWithdrawn(head.period(), head.division(), head.day().toString()),
                by,
                now);
    }

    /**
     * Somebody reports. Saying the same again changes nothing; a further finding is a further case.
     *
     * @throws Problem action-not-allowed when nobody waits for it any more
     */
    void file(Via via, @Nullable Finding finding, String by, Instant now) {
        if (status == Status.WITHDRAWN) {
            throw notAllowed("The key period was cancelled", PeriodStatus.CANCELLED.name());
        }
        if (finding != null && findings.size() >= MOST_FINDINGS && !holds(finding)) {
            throw notAllowed(
                    "It holds %d findings: report the next one as a case".formatted(MOST_FINDINGS),
                    status.name());
        }
        if (!status.isFiled()) {
            var late = status == Status.MISSED || now.isAfter(head.dueAt());
            filed = new Filed(now, by, via, null, null);
            move(late ? Status.FILED_LATE : Status.FILED, null);
            tell(
                    new ZeroReportFiled(
                            head.period(),
                            head.division(),
                            head.day().toString(),
                            via.name(),
                            finding != null,
                            late),
                    by,
                    now);
        }
        if (finding != null && !holds(finding)) {
            findings.add(new Filed(now, by, via, finding.caseId(head.id()), finding.kind().name()));
            report(finding, by, now);
        }
    }

    /**
     * What somebody found becomes a case, and no more: the report was withdrawn, is long over, or
     * holds as many findings as it can. Taking it in again changes nothing.
     *
     * @throws IllegalStateException when more was passed on than one document can hold
     */
    void passOn(Finding finding, String by, Instant now) {
        var caseId = finding.caseId(head.id());
        if (isReported(caseId)) {
            return;
        }
        if (chain.seq() >= MOST_FACTS) {
            throw new IllegalStateException("Zero-report %s is full".formatted(head.id()));
        }
        report(finding, by, now);
    }

    /** Whether the case of a finding was opened by this report. */
    private boolean isReported(String caseId) {
        return chain.facts().stream()
                .flatMap(fact -> CODEC.event(fact).stream())
                .anyMatch(event ->
                        event instanceof FindingReported known && known.caseId().equals(caseId));
    }

    private void report(Finding finding, String by, Instant now) {
        var caseId = finding.caseId(head.id());
        tell(
                new FindingReported(
                        head.period(),
                        head.division(),
                        head.day().toString(),
                        caseId,
                        finding.kind().name(),
                        finding.sealedFor(caseId),
                        finding.spot()),
                by,
                now);
    }

    /** Whether a further finding belongs to it, rather than being passed on. */
    boolean takes(Finding finding, LocalDate today) {
        return status != Status.WITHDRAWN
                && !head.day().isBefore(today.minusDays(DAYS_OPEN))
                && (findings.size() < MOST_FINDINGS || holds(finding));
    }

    private boolean holds(Finding finding) {
        var caseId = finding.caseId(head.id());
        return findings.stream().anyMatch(known -> caseId.equals(known.caseId()));
    }

    static Problem notAllowed(String why, String state) {
        return new Problem(ProblemType.ACTION_NOT_ALLOWED, why)
                .with("state", state)
                .with("actions", List.of());
    }

    private void move(Status to, @Nullable Instant next) {
        status = to;
        wakeAt = next;
    }

    private void tell(ZeroReportEvent event, String by, Instant now) {
        var _ = chain.add(event, by, now);
    }

    Head head() {
        return head;
    }

    String id() {
        return head.id();
    }

    Status status() {
        return status;
    }

    State state() {
        return new State(status, recipient, escalatedTo, filed, List.copyOf(findings), wakeAt);
    }

    long seq() {
        return chain.seq();
    }

    List<Fact> facts() {
        return List.copyOf(chain.facts());
    }

    List<Fact> newFacts() {
        return chain.added();
    }

    long version() {
        return version;
    }
}
