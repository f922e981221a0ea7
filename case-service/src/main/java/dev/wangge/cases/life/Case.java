package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocatingPostponed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.contracts.cases.v1.CaseEvent.Coordinates;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A case is the fold of its facts. A command checks, records facts, and nothing else; everything
 * here can be recomputed from them.
 *
 * <p>{@code seq} counts every fact; {@code version} moves only with what a person or the system
 * decided, so that a delivery receipt never makes a dispatcher's edit stale.
 */
public final class Case {
    private static final EventCodec CODEC = new EventCodec(CaseEvent.class);

    private final String id;
    private final Texts texts;
    private final List<Fact> facts = new ArrayList<>();
    private int known;
    private long version;
    private Status status = Status.REPORTED;
    private @Nullable CaseReported reported;
    private @Nullable Instant reportedAt;
    private @Nullable CaseLocated location;
    private List<String> path = List.of();
    private boolean locatingPostponed;
    private @Nullable Tier tier;
    private @Nullable CaseTriaged triage;
    private @Nullable Assignee assignee;
    private @Nullable Instant handleBy;
    private @Nullable String handler;
    private @Nullable Instant handledAt;
    private @Nullable Instant closedAt;
    private @Nullable CaseRated rating;
    private List<String> evidence = List.of();
    private int rework;

    private Case(String id, Texts texts) {
        this.id = id;
        this.texts = texts;
    }

    static Case fresh(String id) {
        return new Case(id, new Texts());
    }

    /** The case as its first {@code upTo} facts made it. */
    static Case fold(String id, List<Fact> stored, Texts texts, long upTo) {
        var folded = new Case(id, texts);
        for (var fact : stored) {
            if (fact.seq() <= upTo) {
                folded.facts.add(fact);
                CODEC.event(fact).ifPresent(event -> folded.apply((CaseEvent) event, fact));
            }
        }
        folded.known = folded.facts.size();
        return folded;
    }

    /** Records what happened. */
    void record(CaseEvent event, String by, Instant at) {
        var fact = CODEC.fact(id, seq(), lastHash(), event, by, at);
        facts.add(fact);
        apply(event, fact);
    }

    private void apply(CaseEvent event, Fact fact) {
        switch (event) {
            case CaseReported e -> {
                reported = e;
                reportedAt = fact.at();
                path = e.scope();
            }
            case CaseLocated e -> {
                location = e;
                locatingPostponed = false;
                if (!e.path().isEmpty()) {
                    path = e.path();
                }
            }
            case CaseLocatingPostponed e -> {
                locatingPostponed = true;
            }
            case CaseLeftForDispatcher e -> {}
            case CaseAccepted e -> status = Status.FILED;
            case CaseDeclined e -> status = Status.DECLINED;
            case CaseVoided e -> status = Status.VOID;
            case CaseTriaged e -> {
                triage = e;
                tier = Tier.valueOf(e.tier());
            }
            case CaseDispatched e -> {
                status = Status.DISPATCHED;
                assignee = e.assignee();
                handleBy = e.handleBy();
            }
            case CaseRecalled e -> unassign();
            case CaseReturned e -> unassign();
            case CaseStarted e -> status = Status.IN_PROGRESS;
            case CaseHandled e -> {
                status = Status.HANDLED;
                evidence = e.evidence();
                handler = fact.by();
                handledAt = fact.at();
            }
            case CaseSettled e -> {
                evidence = e.evidence();
                status = Status.CLOSED;
                handler = fact.by();
                handledAt = fact.at();
                closedAt = fact.at();
            }
            case CaseVerified e -> status = Status.VERIFIED;
            case CaseVerificationFailed e -> {
                status = Status.IN_PROGRESS;
                rework++;
            }
            case CaseClosed e -> {
                status = Status.CLOSED;
                closedAt = fact.at();
            }
            case CaseRated e -> rating = e;
            case CaseReplied e -> {}
            case CaseNoted e -> {}
            case CaseAlertAcknowledged e -> {}
            case CaseAlertReported e -> {}
        }
        if (moves(event)) {
            version++;
        }
    }

    private static boolean moves(CaseEvent event) {
        return !(event instanceof CaseAlertReported
                || event instanceof CaseAlertAcknowledged
                || event instanceof CaseNoted);
    }

    private void unassign() {
        status = Status.FILED;
        assignee = null;
        handleBy = null;
    }

    public String id() {
        return id;
    }

    /** Facts so far, without gaps. */
    public long seq() {
        return facts.isEmpty() ? 0 : facts.getLast().seq();
    }

    /** What the ETag says. */
    public long version() {
        return version;
    }

    /** Whether this very event is among the facts already. */
    public boolean holds(CaseEvent event) {
        var type = CODEC.typeOf(event);
        return facts.stream()
                .filter(fact -> fact.type().equals(type))
                .anyMatch(fact -> CODEC.event(fact).filter(event::equals).isPresent());
    }

    String lastHash() {
        return facts.isEmpty() ? Fact.GENESIS : facts.getLast().hash();
    }

    List<Fact> facts() {
        return facts;
    }

    /** Facts recorded since it was read. */
    List<Fact> newFacts() {
        return facts.subList(known, facts.size());
    }

    Texts texts() {
        return texts;
    }

    public Status status() {
        return status;
    }

    CaseReported reported() {
        if (reported == null) {
            throw new IllegalStateException("No case without a report: " + id);
        }
        return reported;
    }

    public String number() {
        return reported().number();
    }

    public Kind kind() {
        return Kind.valueOf(reported().kind());
    }

    Instant reportedAt() {
        if (reportedAt == null) {
            throw new IllegalStateException("No case without a report: " + id);
        }
        return reportedAt;
    }

    public @Nullable CaseLocated location() {
        return location;
    }

    public List<String> path() {
        return path;
    }

    boolean locatingPostponed() {
        return locatingPostponed;
    }

    public @Nullable Tier tier() {
        return tier;
    }

    @Nullable CaseTriaged triaged() {
        return triage;
    }

    public @Nullable Assignee assignee() {
        return assignee;
    }

    public @Nullable Instant handleBy() {
        return handleBy;
    }

    @Nullable String handler() {
        return handler;
    }

    @Nullable Instant handledAt() {
        return handledAt;
    }

    @Nullable Instant closedAt() {
        return closedAt;
    }

    @Nullable CaseRated rating() {
        return rating;
    }

    int rework() {
        return rework;
    }

    public @Nullable Coordinates coordinates() {
        return reported().coordinates();
    }

    /** The divisions that answered for it when it came, widest first. */
    public List<String> scope() {
        return reported().scope();
    }

    public @Nullable String address() {
        return texts.text(reported().address());
    }

    /** Evidence of the last handling. */
    public List<String> evidence() {
        return evidence;
    }

    /** What may name a place: address, title, description. */
    public String placeText() {
        return Stream.of(address(), title(), description())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    public @Nullable String title() {
        return texts.text(reported().title());
    }

    public @Nullable String description() {
        return texts.text(reported().description());
    }
}
