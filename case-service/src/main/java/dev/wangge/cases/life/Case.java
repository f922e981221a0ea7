package dev.wangge.cases.life;

import dev.wangge.cases.clock.Ladder;
import dev.wangge.cases.clock.Run;
import dev.wangge.cases.life.asking.Questions;
import dev.wangge.cases.life.attention.Attention;
import dev.wangge.cases.life.bond.Bonds;
import dev.wangge.cases.life.check.AfterCheck;
import dev.wangge.cases.life.confidence.Confidence;
import dev.wangge.cases.life.dispatch.Dispatches;
import dev.wangge.cases.life.extent.Extent;
import dev.wangge.cases.life.supervision.Agenda;
import dev.wangge.cases.life.supervision.Rung;
import dev.wangge.cases.life.time.Punctuality;
import dev.wangge.cases.life.time.Step;
import dev.wangge.cases.life.time.Suspension;
import dev.wangge.cases.locate.Whereabouts;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.About;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.FactChain;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.event.SaltedTexts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    /** What another service tells, any number of times. */
    private static final Set<String> HEARD =
            new EventCodec(CaseAlertAcknowledged.class, CaseAlertReported.class).types();

    private final String id;
    private final SaltedTexts texts;
    private final FactChain chain;
    private CaseState state = CaseState.NONE;
    private final long ownBytes;
    private long versionRead;

    private Case(String id, SaltedTexts texts, FactChain chain, long ownBytes) {
        this.id = id;
        this.texts = texts;
        this.chain = chain;
        this.ownBytes = ownBytes;
    }

    public static Case fresh(String id) {
        return new Case(id, new SaltedTexts(), new FactChain(CODEC, id, List.of()), 0);
    }

    /**
     * The case as its first {@code upTo} facts made it.
     *
     * @param ownBytes about as much as lies in its own document
     */
    public static Case fold(
            String id, List<Fact> stored, SaltedTexts texts, long upTo, long ownBytes) {
        var facts = stored.stream().filter(fact -> fact.seq() <= upTo).toList();
        var folded = new Case(id, texts, new FactChain(CODEC, id, facts), ownBytes);
        for (var fact : facts) {
            CODEC.event(fact).ifPresent(event -> folded.apply((CaseEvent) event, fact));
        }
        folded.versionRead = folded.version();
        return folded;
    }

    /** As its snapshot says, without its facts. */
    static Case resumed(
            String id, CaseState state, long seq, String hash, SaltedTexts texts, long ownBytes) {
        var it = new Case(id, texts, new FactChain(CODEC, id, seq, hash), ownBytes);
        it.state = state;
        it.versionRead = state.version();
        return it;
    }

    CaseState state() {
        return state;
    }

    String lastHash() {
        return chain.lastHash();
    }

    /** By which it is known again what was told before: the same for the same event. */
    public static String digest(CaseEvent event) {
        return digest(CODEC.typeOf(event), CODEC.canonical(event));
    }

    private static String digest(String type, String data) {
        return Ids.sha256((type + data).getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** Digests of those of these facts that others told, and may tell again. */
    public static List<String> heard(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> HEARD.contains(fact.type()))
                .map(fact -> digest(fact.type(), fact.data()))
                .toList();
    }

    /** Records what happened. */
    public void record(CaseEvent event, Actor by, Instant at) {
        apply(event, chain.add(event, by.toString(), at));
    }

    private void apply(CaseEvent event, Fact fact) {
        state = state.apply(event, fact);
    }

    public String id() {
        return id;
    }

    /** Facts so far, without gaps. */
    public long seq() {
        return chain.seq();
    }

    /** About as much as lay in its own document when it was read. */
    public long ownBytes() {
        return ownBytes;
    }

    /** What the ETag says. */
    public long version() {
        return state.version();
    }

    /** Whether anything was decided since it was read, so that it is shown otherwise. */
    public boolean isDecided() {
        return version() != versionRead;
    }

    /** All of them where it was folded; of one that was resumed what came since. */
    public List<Fact> facts() {
        return chain.facts();
    }

    /** The states it was in, in turn: of a case that was folded. */
    public List<Stay> stays() {
        var stays = new ArrayList<Stay>();
        var folding = CaseState.NONE;
        for (var fact : facts()) {
            var event = CODEC.event(fact);
            if (event.isPresent()) {
                folding = folding.apply((CaseEvent) event.get(), fact);
                if (stays.isEmpty() || stays.getLast().status() != folding.status()) {
                    stays.add(new Stay(folding.status(), fact.at()));
                }
            }
        }
        return stays;
    }

    /** What its reporter was told, oldest first: of a case that was folded. */
    public List<Said> replies() {
        return facts().stream()
                .flatMap(fact ->
                        CODEC.event(fact).stream()
                                .filter(CaseReplied.class::isInstance)
                                .map(CaseReplied.class::cast)
                                .map(reply -> said(new Said(reply.text(), fact.at())))
                                .flatMap(Stream::ofNullable))
                .toList();
    }

    /** Facts recorded since it was read. */
    public List<Fact> newFacts() {
        return chain.added();
    }

    Dispatches dispatches() {
        return state.dispatches();
    }

    Punctuality punctuality() {
        return state.clock().punctuality();
    }

    public SaltedTexts texts() {
        return texts;
    }

    public Status status() {
        return state.status();
    }

    public CaseReported reported() {
        return Objects.requireNonNull(state.filing().reported(), "No case without a report");
    }

    public String number() {
        return reported().number();
    }

    /** As the system that reported it calls it; null where it does not. */
    public @Nullable ExternalRef externalRef() {
        var ref = reported().externalRef();
        var by = state.filing().reportedBy();
        if (ref == null || by == null) {
            return null;
        }
        var actor = Actor.parse(by);
        return new ExternalRef(Objects.requireNonNullElse(actor.via(), actor.who()), ref);
    }

    public CaseKind kind() {
        return CaseKind.valueOf(reported().kind());
    }

    /** What it is about: its category at last, and those above it; none where nobody said so. */
    public List<String> categories() {
        return state.filing().categories();
    }

    /** How great it is, as far as somebody said. */
    public Extent extent() {
        return state.extent();
    }

    public Instant reportedAt() {
        return Objects.requireNonNull(state.filing().reportedAt(), "No case without a report");
    }

    public @Nullable CaseLocated location() {
        return state.placing().location();
    }

    /** The version of the rules by which it is decided; null in facts from before they said so. */
    public @Nullable String rulebook() {
        var location = location();
        var since = location == null ? null : location.rulebook();
        return since == null ? reported().rulebook() : since;
    }

    public List<String> path() {
        return state.placing().codes();
    }

    /** Those of the place itself, without the counties that joined. */
    public List<String> ownPath() {
        return state.placing().own();
    }

    /** Where it lies if its point, to be located later, is in no grid; null when nobody knows. */
    public @Nullable String division() {
        return state.placing().division();
    }

    public boolean locatingPostponed() {
        return state.placing().isPostponed();
    }

    public @Nullable Tier tier() {
        var triaged = triaged();
        return triaged == null ? null : Tier.valueOf(triaged.tier());
    }

    public @Nullable CaseTriaged triaged() {
        return state.filing().triaged();
    }

    public @Nullable Assignee assignee() {
        return state.assignment().assignee();
    }

    /** Why it asks for a dispatcher, in any order; empty where it does not, as what has ended. */
    public Set<Attention> attention() {
        var why = EnumSet.noneOf(Attention.class);
        if (!Status.OPEN.contains(status())) {
            return why;
        }
        var location = location();
        if (location == null || location.rule().equals(Attention.UNLOCATED.name())) {
            why.add(Attention.UNLOCATED);
        }
        if (state.assignment().why() != null) {
            why.add(state.assignment().why());
        }
        return why;
    }

    /** Whether somebody had it and has it no more. */
    public boolean wasAssignedTo(Assignee who) {
        return state.assignment().earlier().contains(who);
    }

    public @Nullable Instant handleBy() {
        return state.clock().handleBy();
    }

    public @Nullable Instant acceptBy() {
        return state.clock().acceptBy();
    }

    /** Null before it was handled. */
    public @Nullable Instant verifyBy() {
        return state.clock().verifyBy();
    }

    /** Null before it was filed. */
    public @Nullable Instant dispatchBy() {
        return state.clock().dispatchBy();
    }

    /** Null before it was verified. */
    public @Nullable Instant closeBy() {
        return state.clock().closeBy();
    }

    /** What it waits for; null when for nothing more. */
    public @Nullable Step step() {
        return state.step();
    }

    /** When the step it waits for began; null when it waits for none any more. */
    public @Nullable Instant stepBegan() {
        return state.began();
    }

    /** When the step it waits for has to be done; null when it waits for none any more. */
    public @Nullable Instant dueAt() {
        return state.dueAt();
    }

    /** How the time to handle it has run until then. */
    public Run handlingTime(Instant now) {
        return state.clock().handling().until(now);
    }

    public boolean wasAccepted() {
        return state.clock().handling().from() != null;
    }

    /** Since when nothing of that time runs; null while it does. */
    public @Nullable Instant standsSince() {
        return state.clock().handling().standsSince();
    }

    /** Null while it is not suspended. */
    public @Nullable Suspension suspension() {
        return state.clock().handling().suspension();
    }

    public boolean isSuspended() {
        return suspension() != null;
    }

    /** In this round. */
    public boolean wasSuspended() {
        return state.clock().handling().wasSuspended();
    }

    /** 延期 approved in this round. */
    public int extensions() {
        return state.clock().handling().extensions();
    }

    public boolean isExtensionAsked() {
        return extensionAskedBy() != null;
    }

    /** Who waits for an answer to that, as the fact says it; null while nobody does. */
    public @Nullable String extensionAskedBy() {
        return state.clock().handling().extensionAskedBy();
    }

    /** What is to be checked of it though it is closed; null when nothing is. */
    public @Nullable AfterCheck check() {
        return state.check();
    }

    /** 1, and one more each time it is reopened. */
    public int round() {
        return earlierRounds().size() + 1;
    }

    /** Those that ended and were reopened, oldest first. */
    public List<Round> earlierRounds() {
        return state.ending().earlier();
    }

    /** Whether it waits past the due time of its step. */
    public boolean isOverdue(Instant now) {
        var due = dueAt();
        return due != null && due.isBefore(now);
    }

    /** What few are to know of it. */
    public Confidence confidence() {
        return state.confidence();
    }

    /** Who reported it, by which client, as the fact says it. */
    public String reportedBy() {
        return Objects.requireNonNull(state.filing().reportedBy(), "No case without a report");
    }

    /** What was asked of people outside. */
    public Questions questions() {
        return state.questions();
    }

    /** Whether handling it stands still for an answer. */
    public boolean isAwaiting() {
        return state.clock().awaitedIn(state.status()) != null;
    }

    /**
     * What comes by itself while nobody acts.
     *
     * @param ladder by which it is decided
     */
    public Agenda agenda(Ladder ladder) {
        var superiors = ladder.superiors(kind(), state.placing().above());
        var plan = state.supervision().plan(kind(), inHours(ladder), superiors);
        bonds().errand().ifPresent(plan::add);
        Optional.ofNullable(suspension()).flatMap(it -> it.warning(ladder)).ifPresent(plan::add);
        if (Status.OPEN.contains(status())) {
            plan.addAll(bonds().plan(kind(), ladder, superiors));
        }
        return new Agenda(questions().plan(), plan, state.supervision().isToldToAll(superiors));
    }

    /** Whoever handles it is reminded in their own hours. */
    private Ladder inHours(Ladder ladder) {
        var handler = assignee();
        return step() == Step.HANDLE && handler != null && handler.type().equals("UNIT")
                ? ladder.ofUnit(handler.code())
                : ladder;
    }

    /** Which cases it belongs together with. */
    public Bonds bonds() {
        return state.bonds();
    }

    /** The division that was told last that the present step is overdue; null if none. */
    public @Nullable String escalatedTo() {
        var escalation = state.supervision().escalation();
        return escalation == null ? null : escalation.to();
    }

    /** The rung that it stands on; null if those above do not press for it. */
    public @Nullable Rung rung() {
        var pressed = state.supervision().pressed();
        return pressed == null ? null : pressed.rung();
    }

    /** Who set it, as the fact says it. */
    public @Nullable String rungSetBy() {
        var pressed = state.supervision().pressed();
        return pressed == null ? null : pressed.by();
    }

    /** When whoever has it read of the rung; null before. */
    public @Nullable Instant rungAcknowledgedAt() {
        var pressed = state.supervision().pressed();
        return pressed == null ? null : pressed.acknowledgedAt();
    }

    /** Who reported it or a part of it done in this round, as the facts say it. */
    public List<String> handlers() {
        return Stream.concat(Stream.ofNullable(handler()), bonds().finishers().stream()).toList();
    }

    /** Who reported it done last, as the fact says it. */
    public @Nullable String handler() {
        return state.handling().handler();
    }

    public @Nullable Instant closedAt() {
        return state.ending().closedAt();
    }

    public @Nullable CaseRated rating() {
        return state.ending().rating();
    }

    /** What was done, as far as it stands; null before. */
    public @Nullable Said done() {
        return said(state.answer().done());
    }

    /** What the reporter was told last. */
    public @Nullable Said replied() {
        return said(state.answer().replied());
    }

    /** Why it was not taken up. */
    public @Nullable Said declined() {
        return said(state.answer().declined());
    }

    /** Null also when the text was forgotten. */
    private @Nullable Said said(@Nullable Said digest) {
        var text = digest == null ? null : texts.text(digest.text());
        return digest == null || text == null ? null : new Said(text, digest.at());
    }

    /** Whose work the last handling was; null before. */
    public @Nullable Office handledBy() {
        return state.handling().office();
    }

    /** What came with the report. */
    public List<String> attachments() {
        return Objects.requireNonNullElse(reported().attachments(), List.of());
    }

    /** What was added to the report, in that order. */
    public List<Amendment> amendments() {
        return state.filing().amendments();
    }

    public int rework() {
        return state.handling().rework();
    }

    /** The divisions that answered for it when it came, widest first. */
    public List<String> scope() {
        return reported().scope();
    }

    public @Nullable String address() {
        return texts.text(reported().address());
    }

    /** The division that answers for it, as far as it is known. */
    public @Nullable String answeringDivision() {
        var location = location();
        if (location != null && location.divisionCode() != null) {
            return location.divisionCode();
        }
        return ownPath().isEmpty() ? null : ownPath().getLast();
    }

    /** What alerts say of it. */
    public About about() {
        var location = location();
        return new About(
                number(),
                kind().name(),
                location == null ? null : location.gridCode(),
                answeringDivision());
    }

    /** Evidence of the last handling. */
    public List<String> evidence() {
        return state.handling().evidence();
    }

    /** What the report says of where it lies; address, title and description may name a place. */
    public Whereabouts whereabouts() {
        return new Whereabouts(
                reported().gridCode(),
                reported().coordinates(),
                Stream.of(address(), title(), description())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")),
                null,
                reportedAt());
    }

    /** Who reported it, as a person reference; null when nobody said so. */
    public @Nullable String reporter() {
        return reported().reporter();
    }

    public @Nullable String title() {
        return texts.text(reported().title());
    }

    public @Nullable String description() {
        return texts.text(reported().description());
    }
}
