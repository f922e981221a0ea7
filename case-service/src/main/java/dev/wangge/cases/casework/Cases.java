package dev.wangge.cases.casework;

import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.Outsider;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.confidence.Confidence;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.people.Outsiders;
import dev.wangge.cases.people.People;
import dev.wangge.cases.room.CaseFull;
import dev.wangge.cases.room.Room;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.cases.rulebook.Rulebooks;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCategorized;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseContactRead;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocatingPostponed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.audit.AuditedRequest;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.IdempotencyKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The cases of the county: opened, acted on, read. */
@Component
public class Cases {
    private static final int TRIES = 50;
    private final CaseStore store;
    private final Directory directory;
    private final CaseActions actions;
    private final Rulebooks rulebooks;
    private final GoingOut out;
    private final People people;
    private final Outsiders outsiders;
    private final Clock clock;
    private final MeterRegistry metrics;

    Cases(
            CaseStore store,
            Directory directory,
            CaseActions actions,
            Rulebooks rulebooks,
            GoingOut out,
            People people,
            Outsiders outsiders,
            Clock clock,
            MeterRegistry metrics) {
        this.store = store;
        this.directory = directory;
        this.actions = actions;
        this.rulebooks = rulebooks;
        this.out = out;
        this.people = people;
        this.outsiders = outsiders;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Opens a case. A key that was used before gives the case as that request left it.
     *
     * @param located empty when the grids could not be asked: located later by itself
     */
    public Case open(
            String id,
            Report report,
            Optional<Located> located,
            Actor by,
            @Nullable IdempotencyKey key) {
        return open(id, report, located, by, Sending.once(key));
    }

    /** The same, of what may have been recorded on a device. */
    public Case open(
            String id, Report report, Optional<Located> located, Actor by, Sending sending) {
        var key = sending.key();
        var rules = rulebooks.inForce(path(report, located));
        var about = report.categories();
        var categories = about == null ? List.<String>of() : about.apply(rules.kinds());
        var assessed = rules.dictionaries().assessed(report.assessment());
        var system = bySystem(rules, clock.instant());
        var now = system.now();
        var it = Case.fresh(id);
        it.record(
                new CaseReported(
                        report.number(),
                        report.kind().name(),
                        report.channel(),
                        report.reporter(),
                        report.occurredAt(),
                        report.scope(),
                        it.texts().keep(report.title()),
                        it.texts().keepIfGiven(report.description()),
                        report.coordinates(),
                        it.texts().keepIfGiven(report.address()),
                        report.gridCode(),
                        rules.acceptBy(now),
                        rules.version(),
                        report.externalRef(),
                        report.attachments().isEmpty() ? null : report.attachments()),
                by,
                now);
        if (!categories.isEmpty()) {
            it.record(new CaseCategorized(categories), by, now);
        }
        if (report.assessment().isSaid()) {
            it.record(assessed, by, now);
        }
        var confidence = report.confidence();
        if (!confidence.equals(Confidence.NONE)) {
            it.record(
                    new CaseConfided(confidence.isConfidential(), confidence.isReporterHidden()),
                    by,
                    now);
        }
        if (report.splitOff() != null) {
            it.record(report.splitOff(), by, now);
        }
        if (sending.onDevice() != null) {
            it.record(sending.onDevice(), by, now);
        }
        located.ifPresentOrElse(
                place -> {
                    it.record(located(place, null), Actor.SYSTEM, now);
                    out.letGo(it, place, system);
                },
                () ->
                        it.record(
                                new CaseLocatingPostponed(it.ownPath(), report.division()),
                                Actor.SYSTEM,
                                now));
        var contact = report.contact();
        if (store.create(it, contact == null ? null : people.stored(contact), key)) {
            if (contact != null) {
                people.makeKnown(contact);
            }
            metrics.counter("wangge.cases.reported", "kind", it.kind().name(), "rule", rule(it))
                    .increment();
            return it;
        }
        // There is one with its id, or one that its client calls the same.
        return store.find(id).map(stored -> again(stored, key)).orElseThrow(() -> taken(it));
    }

    /** The divisions whose rules it begins with: where it lies, as far as that is known. */
    private static List<String> path(Report report, Optional<Located> located) {
        return located.map(Located::path).filter(path -> !path.isEmpty()).orElse(report.scope());
    }

    private static CommandContext bySystem(Rulebook rules, Instant now) {
        return new CommandContext(Actor.SYSTEM, rules, now);
    }

    /** What a key's first use left, when it was used on this id before. */
    public Optional<Case> opened(String id, IdempotencyKey key) {
        return store.find(id).map(stored -> again(stored, key));
    }

    private Problem taken(Case it) {
        var problem =
                new Problem(
                        ProblemType.EXTERNAL_REF_TAKEN,
                        "Another case of yours has this externalRef");
        Optional.ofNullable(it.externalRef())
                .flatMap(store::called)
                .ifPresent(id -> problem.with("id", id).with("href", "/api/v1/cases/" + id));
        return problem;
    }

    private static Case again(StoredCase stored, @Nullable IdempotencyKey key) {
        if (key == null) {
            throw new IllegalStateException("Two cases with one random id: " + stored.id());
        }
        return stored.asLeftBy(key).orElseThrow(Cases::noSuchCase);
    }

    /** Locates a case that could not be located when it came, with the same effects. */
    public void locateNow(String id, Located place) {
        change(
                id,
                (stored, it) -> {
                    if (!it.locatingPostponed()) {
                        return false;
                    }
                    // Until then nobody knew whose rules are meant.
                    var rules =
                            place.path().isEmpty()
                                    ? rulebooks.named(it.rulebook(), it.path())
                                    : rulebooks.inForce(place.path());
                    it.record(located(place, rules.version()), Actor.SYSTEM, clock.instant());
                    if (it.status() == Status.REPORTED) {
                        out.letGo(it, place, bySystem(rules, clock.instant()));
                    }
                    return true;
                });
    }

    /** Something that became known of a case, and is no decision. */
    public record News(String id, CaseEvent event, Actor by) {}

    /** Appends what is not known of the cases yet; what is of no case there is, is passed over. */
    public void append(List<News> news) {
        var byCase = news.stream().collect(Collectors.groupingBy(News::id));
        var changed = new ArrayList<Case>();
        for (var stored : store.find(byCase.keySet())) {
            var it = stored.now();
            if (record(stored, it, byCase.getOrDefault(it.id(), List.of()))) {
                changed.add(it);
            }
        }
        if (!store.append(changed)) {
            byCase.forEach((id, ofIt) -> change(id, (stored, it) -> record(stored, it, ofIt)));
        }
    }

    private boolean record(StoredCase stored, Case it, List<News> news) {
        var told = new HashSet<String>();
        for (var one : news) {
            if (!Room.forNews(it)) {
                // The alert itself still says what became of it.
                metrics.counter("wangge.cases.news.untold").increment();
            } else if (isNew(stored, told, Case.digest(one.event()))) {
                it.record(one.event(), one.by(), clock.instant());
            }
        }
        return !it.newFacts().isEmpty();
    }

    /** Told neither before nor a moment ago. */
    private static boolean isNew(StoredCase stored, Set<String> told, String digest) {
        return !stored.heard(digest) && told.add(digest);
    }

    /** A person answered an alert by its link. */
    public void acknowledge(String id, String alert, Actor by) {
        append(List.of(new News(id, new CaseAlertAcknowledged(alert), by)));
    }

    /** Writes down that somebody is about to read how to reach its reporter. */
    void noteContactRead(String id, String purpose, Actor by) {
        change(
                id,
                (stored, it) -> {
                    if (!Room.forNews(it)) {
                        throw CaseFull.of("facts", Room.FACTS_AND_NEWS);
                    }
                    it.record(new CaseContactRead(it.texts().keep(purpose)), by, clock.instant());
                    return true;
                });
    }

    private void change(String id, BiPredicate<StoredCase, Case> command) {
        for (int i = 0; i < TRIES; i++) {
            var stored = store.find(id);
            if (stored.isEmpty()) {
                return;
            }
            var it = stored.get().now();
            if (!command.test(stored.get(), it) || store.append(it, null)) {
                return;
            }
        }
        throw new IllegalStateException("No turn to write " + id);
    }

    /**
     * Does an action on the present state, or on the state the caller saw.
     *
     * @param permitted refuses who may do this, but not to this case as it is now
     */
    <C extends CaseCommand> Case act(
            StoredCase read,
            CaseAction<C> action,
            C command,
            Actor by,
            Predicate<StoredCase> visible,
            Consumer<Case> permitted,
            Sending sending) {
        var key = sending.key();
        var id = read.id();
        var stored = read;
        var outsider = sealed(command.outsider());
        for (int i = 0; i < TRIES; i++) {
            if (!visible.test(stored)) {
                throw noSuchCase();
            }
            var before = key == null ? Optional.<Case>empty() : stored.asLeftBy(key);
            if (before.isPresent()) {
                return before.get();
            }
            var it = stored.now();
            permitted.accept(it);
            new EntityTag(it.version()).requireMatch(sending.ifMatch());
            if (!action.leadsOn(command)) {
                Room.require(it);
            }
            actions.perform(
                    action,
                    it,
                    command,
                    new CommandContext(
                            by,
                            rulebooks.named(it.rulebook(), it.path()),
                            clock.instant(),
                            other -> find(other).filter(visible).map(StoredCase::now),
                            outsider.map(PersonState::personRef).orElse(null),
                            out.takers(it)));
            if (sending.onDevice() != null) {
                it.record(sending.onDevice(), by, clock.instant());
            }
            if (store.append(it, key, outsider.map(outsiders::stored).stream().toList())) {
                outsider.ifPresent(_ -> outsiders.bringSoon(id));
                metrics.counter(
                                "wangge.cases.actions",
                                "action",
                                action.slug(),
                                "kind",
                                it.kind().name())
                        .increment();
                return it;
            }
            stored = store.find(id).orElseThrow(Cases::noSuchCase);
        }
        throw new IllegalStateException("No turn to write " + id);
    }

    private Optional<PersonState> sealed(@Nullable Outsider named) {
        return Optional.ofNullable(named)
                .map(it ->
                        outsiders.sealed(
                                it.name(),
                                it.phone(),
                                it.language() == null ? null : it.language().name()));
    }

    /** The case, whoever may see it. */
    Optional<StoredCase> find(String id) {
        // An id that is no UUID is nobody's case.
        try {
            var _ = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return store.find(id);
    }

    /** The case if the caller may see it: a foreign one is not there. */
    StoredCase visible(String id, Caller caller) {
        return visible(find(id), caller);
    }

    static StoredCase visible(Optional<StoredCase> found, Caller caller) {
        var it = found.filter(stored -> isVisible(stored, caller)).orElseThrow(Cases::noSuchCase);
        noteRead(it);
        return it;
    }

    /** Whoever gets to see something of a confidential case is in the audit trail. */
    static void noteRead(StoredCase it) {
        if (AccessKeys.areConfidential(it.accessKeys())) {
            AuditedRequest.readsConfidential(it.id());
        }
    }

    /** Refuses a command that gives work to nobody there is, or beyond the caller's divisions. */
    void checkReach(CaseCommand command, Caller caller) {
        var member = command.member();
        if (member != null) {
            reach(directory.gridOf(member), "member", member, caller);
        }
        var unit = command.unit();
        if (unit != null) {
            reach(directory.divisionOf(unit), "unit", unit, caller);
        }
        var county = command.county();
        if (county != null) {
            var known = known(county(county), "county", county);
            if (!command.reachesOut()) {
                caller.requireScope(known);
            }
        }
    }

    private Optional<String> county(String code) {
        return Optional.of(code)
                .filter(it -> it.matches("\\d{6}"))
                .filter(it -> directory.placeName(Codes.padded(it)).isPresent());
    }

    private static void reach(Optional<String> place, String field, String code, Caller caller) {
        caller.requireScope(known(place, field, code));
    }

    private static String known(Optional<String> place, String field, String code) {
        return place.orElseThrow(() ->
                Problem.invalid(
                        Pointed.at("#/" + field, "unknown-" + field, "No " + field + " " + code)));
    }

    /**
     * In whose name a caller acts: their own, or that of a member within their scope for whom the
     * client acts; who it really is stands behind it, for the audit. Of people who signed in only
     * dispatchers act for others, as when a member calls in.
     */
    Actor actor(Caller caller, @Nullable String member) {
        if (member == null || member.equals(caller.person())) {
            return caller.actor();
        }
        if (caller.person() != null) {
            caller.require(Role.DISPATCHER);
        }
        caller.requireActingForOthers();
        var grid =
                directory
                        .gridOf(member)
                        .orElseThrow(() ->
                                Problem.invalid(
                                        Pointed.at(
                                                "#/by", "unknown-member", "No member " + member)));
        caller.requireScope(grid);
        caller.requireActingFor(grid);
        return new Actor(member, caller.by());
    }

    /** Not where only their county joined; who reported it may lie anywhere. */
    static boolean isInCharge(Case it, Caller caller) {
        return !Collections.disjoint(it.ownPath(), caller.divisions())
                || Collections.disjoint(it.path(), caller.divisions());
    }

    static Problem notInCharge() {
        return new Problem(
                ProblemType.NOT_PERMITTED,
                "The case lies in another county: yours takes part in it");
    }

    static Problem noSuchCase() {
        return new Problem(ProblemType.NO_SUCH_CASE, "No such case in your divisions");
    }

    private static CaseLocated located(Located place, @Nullable String rulebook) {
        return new CaseLocated(
                place.rule(),
                place.confidence(),
                place.gridCode(),
                place.divisionCode(),
                place.path(),
                rulebook);
    }

    private static String rule(Case it) {
        var location = it.location();
        return location == null ? "POSTPONED" : location.rule();
    }

    /** Whether a caller may see it. */
    static boolean isVisible(StoredCase stored, Caller caller) {
        return !Collections.disjoint(stored.accessKeys(), AccessKeys.of(caller));
    }
}
