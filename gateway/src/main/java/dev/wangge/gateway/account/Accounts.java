package dev.wangge.gateway.account;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.gateway.account.Account.Invitation;
import dev.wangge.gateway.account.Account.Lock;
import dev.wangge.gateway.account.AccountForm.Said;
import dev.wangge.gateway.account.Work.Attendance;
import dev.wangge.gateway.account.Work.HandedOn;
import dev.wangge.gateway.account.Work.Presence;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.gateway.audit.AuditedChange;
import dev.wangge.gateway.rights.Separation;
import dev.wangge.gateway.rights.Subjects;
import dev.wangge.gateway.roster.Roster;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who has an account, and what they may: given by administrators of accounts (安全管理员) for those who
 * belong to their divisions, never to themselves.
 */
@Component
public class Accounts {
    /** So long a link is good by which somebody chooses a password. */
    static final Duration INVITED_FOR = Duration.ofDays(3);

    /** What the gateway does by itself. */
    private static final String ITSELF = "system";

    private final AccountStore store;
    private final Roster roster;
    private final KnownAs knownAs;
    private final Passwords passwords;
    private final InstantSource clock;

    private final Duration signedInFor;
    private final Subjects subjects;

    Accounts(
            AccountStore store,
            Roster roster,
            KnownAs knownAs,
            Passwords passwords,
            Subjects subjects,
            AccountSettings accounts,
            InstantSource clock) {
        this.signedInFor = accounts.signedInFor();
        this.store = store;
        this.roster = roster;
        this.knownAs = knownAs;
        this.passwords = passwords;
        this.clock = clock;
        this.subjects = subjects;
    }

    /** An account, and the secret of its link where it has just been given one. */
    record Made(Account account, @Nullable String secret) {}

    /**
     * Which accounts: that have this role, that are this person's, of whom the roster says this;
     * UNSEEN are, too, those who are nobody of it.
     */
    record Wanted(Optional<Role> role, Optional<String> person, Optional<Presence> presence) {}

    /** Somebody as they are now; empty where there is none. */
    public Optional<Account> find(String id) {
        return store.find(id);
    }

    /**
     * Somebody who signed in then and may go on: not too long ago, not kept out, not signed out
     * since.
     */
    public Optional<Account> signedIn(String id, Instant at) {
        return clock.instant().isBefore(at.plus(signedInFor))
                ? store.find(id).filter(it -> !it.isKeptOut() && !at.isBefore(it.signInsFrom()))
                : Optional.empty();
    }

    /** Whose tokens from before some moment since then are good no more. */
    public List<Account> endedSince(Instant then) {
        return store.endedSince(then);
    }

    /** A page of all there are, by id. */
    public List<Account> all(@Nullable String after, int most) {
        return store.list(Filters.empty(), after, most);
    }

    /** Those whose work another has now. */
    public List<Account> handingOn() {
        return store.handingOn(clock.instant());
    }

    /**
     * Notes how it stands with somebody; where that changes what they may, tokens from before are
     * good no more. Nothing when another instance noted it meanwhile.
     */
    public void attends(Account account, Attendance found) {
        var before = account.work().attendance();
        var updates = new ArrayList<>(List.of(AccountStore.attendance(found)));
        if (found.presence() == Presence.LEFT) {
            updates.add(AccountAction.signedOut(clock.instant()));
        } else if (before.differsInRights(found)) {
            updates.add(Updates.set("tokensFrom", Date.from(clock.instant())));
        }
        var _ =
                store.update(
                        Filters.and(Filters.eq("_id", account.id()), found(before.presence())),
                        Updates.combine(updates),
                        AuditedChange.by(
                                ITSELF,
                                AuditEvent.ATTENDANCE_CHANGED,
                                account.id(),
                                before.written() + " → " + found.written()));
    }

    private static Bson found(Presence presence) {
        return presence == Presence.UNSEEN
                ? Filters.in("attendance.presence", Arrays.asList(null, presence.name()))
                : Filters.eq("attendance.presence", presence.name());
    }

    /** Hands somebody's work on, or takes it back. */
    public Account handOn(Account from, @Nullable HandedOn handedOn, Caller caller) {
        var noted =
                handedOn == null
                        ? AuditedChange.by(caller, AuditEvent.WORK_TAKEN_BACK, from.id(), null)
                        : AuditedChange.by(
                                caller,
                                AuditEvent.WORK_HANDED_ON,
                                from.id(),
                                "to %s until %s"
                                        .formatted(handedOn.to(), Times.utc(handedOn.until())));
        return store.change(
                        from.id(),
                        from.version(),
                        List.of(
                                handedOn == null
                                        ? Updates.unset("handedOn")
                                        : AccountStore.handedOn(handedOn),
                                Updates.set("changedAt", Date.from(clock.instant())),
                                Updates.set("changedBy", caller.by())),
                        noted)
                .orElseThrow(() -> new EntityTag(from.version() + 1).stale());
    }

    /** A page of those who belong to the caller's divisions, by id. */
    List<Account> list(Wanted wanted, Caller caller, int most, @Nullable String after) {
        var filters = new ArrayList<Bson>();
        filters.add(
                Filters.regex(
                        "home",
                        caller.divisions().stream()
                                .map(Pattern::quote)
                                .collect(Collectors.joining("|", "^(", ")"))));
        wanted.role().ifPresent(role -> filters.add(Filters.eq("roles", role.spelled())));
        wanted.person().ifPresent(person -> filters.add(Filters.eq("person", person)));
        wanted.presence().ifPresent(presence -> filters.add(found(presence)));
        return store.list(Filters.and(filters), after, most);
    }

    /**
     * One who belongs to the caller's divisions.
     *
     * @throws Problem no-such-account
     */
    public Account one(String id, Caller caller) {
        return store.find(id)
                .filter(it -> caller.covers(it.home()))
                .orElseThrow(() ->
                        new Problem(ProblemType.NO_SUCH_ACCOUNT, "There is no account " + id));
    }

    /**
     * Opens one, with a link by which they choose their password. Said again as it is, before they
     * did, it gives a new link.
     *
     * @throws Problem entry-exists when the id or a name is another's, outside-scope
     */
    Made open(Said said, Caller caller) {
        requireOpenable(said, caller);
        if (!subjects.claim(said.id(), Subjects.Kind.ACCOUNT)) {
            throw ofAClient(said);
        }
        var now = clock.instant();
        var secret = Hashes.random();
        var account =
                new Account(
                        said.id(),
                        1,
                        said.name(),
                        said.person(),
                        said.rights().roles(),
                        said.rights().divisions(),
                        Work.NONE.of(said.units()),
                        null,
                        false,
                        null,
                        invitation(secret, now),
                        null,
                        Lock.NONE,
                        now,
                        now,
                        null,
                        now,
                        caller.by());
        var opened =
                AuditedChange.by(
                        caller,
                        AuditEvent.ACCOUNT_OPENED,
                        account.id(),
                        account.rights() + KnownAs.written(said.knownAs()));
        if (store.add(account, opened)) {
            knownAs.set(said.knownAs(), said.id());
            return new Made(account, secret);
        }
        var there = store.find(said.id());
        if (there.filter(it -> isSame(it, said) && it.password() == null).isEmpty()) {
            throw new Problem(
                    ProblemType.ENTRY_EXISTS, "There is an account %s".formatted(said.id()));
        }
        var invited =
                act(
                        said.id(),
                        AccountAction.INVITE,
                        null,
                        caller,
                        KnownAs.written(said.knownAs()).strip());
        knownAs.set(said.knownAs(), said.id());
        return invited;
    }

    private void requireOpenable(Said said, Caller caller) {
        said.rights().requireWithin(caller);
        requireInRoster(said, caller);
        if (subjects.isTaken(said.id(), Subjects.Kind.ACCOUNT)) {
            throw ofAClient(said);
        }
        knownAs.requireFree(said.knownAs(), said.id());
    }

    private static Problem ofAClient(Said said) {
        return new Problem(ProblemType.ENTRY_EXISTS, "A client is called " + said.id());
    }

    /**
     * What there is of an account that is to be as it is said: empty where it would be opened.
     *
     * @throws Problem what opening or changing it would be refused with
     */
    Optional<Account> checked(Said said, Caller caller) {
        if (store.find(said.id()).isEmpty()) {
            requireOpenable(said, caller);
            return Optional.empty();
        }
        said.rights().requireWithin(caller);
        requireInRoster(said, caller);
        knownAs.requireFree(said.knownAs(), said.id());
        return Optional.of(others(said.id(), null, caller));
    }

    /**
     * Changes what somebody may; whatever was given by a token from before is refused.
     *
     * @throws Problem no-such-account, same-person, outside-scope, stale-version, entry-exists when
     *     a name is another's
     */
    Account change(String id, Said said, @Nullable String ifMatch, Caller caller) {
        var present = others(id, ifMatch, caller);
        said.rights().requireWithin(caller);
        requireInRoster(said, caller);
        var before = knownAs.of(id);
        if (isSame(present, said) && said.knownAs().equals(Set.copyOf(before))) {
            return present;
        }
        var now = clock.instant();
        // Who becomes an administrator signs in anew, with what one needs; and whoever came in by a
        // name that is not theirs has to go.
        boolean nameTaken = !said.knownAs().containsAll(before);
        boolean anew =
                nameTaken || said.rights().roles().stream().anyMatch(Separation::isAdministrator);
        knownAs.requireFree(said.knownAs(), id);
        var updates =
                new ArrayList<>(
                        List.of(
                                store.name(id, said.name()),
                                AccountStore.roles(said.rights().roles()),
                                AccountStore.divisions(said.rights().divisions()),
                                Updates.set("units", said.units()),
                                AccountStore.person(said.person()),
                                Updates.unset("follows"),
                                anew
                                        ? AccountAction.signedOut(now)
                                        : Updates.set("tokensFrom", Date.from(now))));
        if (!Objects.equals(present.person(), said.person())) {
            // What was found was of another.
            updates.add(Updates.unset("attendance"));
        }
        var change =
                present.rights()
                        + KnownAs.written(before)
                        + " → "
                        + Account.rights(
                                said.rights().roles(),
                                said.person(),
                                said.rights().divisions(),
                                said.units())
                        + KnownAs.written(said.knownAs());
        var changed =
                changed(
                        present,
                        updates,
                        caller,
                        AuditedChange.by(caller, AuditEvent.ACCOUNT_CHANGED, id, change));
        knownAs.set(said.knownAs(), id);
        if (nameTaken) {
            // Also whoever came in by it meanwhile.
            var _ = store.update(Filters.eq("_id", id), AccountAction.signedOut(clock.instant()));
        }
        return changed;
    }

    /** By which names others know each of these. */
    Map<String, List<String>> knownAs(List<Account> of) {
        return knownAs.of(of.stream().map(Account::id).toList());
    }

    /** By which names others know somebody. */
    Set<String> knownAs(String id) {
        return Set.copyOf(knownAs.of(id));
    }

    /**
     * Does something with an account.
     *
     * @throws Problem no-such-account, same-person, stale-version
     */
    Made act(String id, AccountAction action, @Nullable String ifMatch, Caller caller) {
        return act(id, action, ifMatch, caller, "");
    }

    private Made act(
            String id,
            AccountAction action,
            @Nullable String ifMatch,
            Caller caller,
            String detail) {
        var present = others(id, ifMatch, caller);
        var now = clock.instant();
        var updates = new ArrayList<>(List.of(action.update(now)));
        var secret = action == AccountAction.INVITE ? Hashes.random() : null;
        if (secret != null) {
            updates.add(AccountStore.invitation(invitation(secret, now)));
        }
        var acted = AuditedChange.by(caller, action.noted(), id, detail.isEmpty() ? null : detail);
        return new Made(changed(present, updates, caller, acted), secret);
    }

    /** Whoever may choose a password by this link; empty when it is good no more. */
    public Optional<Account> invitedBy(String secret) {
        return store.invitedBy(Hashes.of(secret))
                .filter(it ->
                        !it.isKeptOut()
                                && clock.instant()
                                        .isBefore(Objects.requireNonNull(it.invitation()).until()));
    }

    /** What is wrong with a password that somebody would choose: a word for it. */
    public Optional<String> fault(String id, String password) {
        return passwords.fault(password, id).map(fault -> fault.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Takes the password that somebody chose by their link, which is good no more; false when it
     * was not.
     */
    public boolean chooseByLink(String secret, String password) {
        return invitedBy(secret)
                .flatMap(account ->
                        store.update(
                                Filters.and(
                                        Filters.eq("_id", account.id()),
                                        Filters.eq("invitation.hash", Hashes.of(secret))),
                                Updates.combine(chosen(password), Updates.unset("invitation")),
                                own(account, AuditEvent.PASSWORD_CHOSEN)))
                .isPresent();
    }

    /**
     * Takes the password that somebody who is in chose; whoever else is in as them is so no more.
     */
    public void choose(String id, String password) {
        update(id, chosen(password), AuditEvent.PASSWORD_CHOSEN);
    }

    /** Signs somebody out everywhere. */
    public void signOutEverywhere(String id) {
        update(id, AccountAction.signedOut(clock.instant()), AuditEvent.SIGNED_OUT_EVERYWHERE);
    }

    private void update(String id, Bson update, AuditEvent event) {
        var _ =
                store.find(id)
                        .flatMap(it -> store.update(Filters.eq("_id", id), update, own(it, event)));
    }

    private static AuditedChange own(Account account, AuditEvent event) {
        return AuditedChange.by(account.who(), event, account.id(), null);
    }

    private Bson chosen(String password) {
        return Updates.combine(
                Updates.set("password", passwords.hash(password)),
                Updates.set("failures", 0),
                Updates.unset("lockedUntil"),
                AccountAction.signedOut(clock.instant()));
    }

    private Account others(String id, @Nullable String ifMatch, Caller caller) {
        var present = one(id, caller);
        if (present.who().equals(caller.person())) {
            throw new Problem(ProblemType.SAME_PERSON, "Nobody decides about their own account");
        }
        new EntityTag(present.version()).requireMatch(ifMatch);
        return present;
    }

    private Account changed(
            Account present, List<Bson> updates, Caller caller, AuditedChange noted) {
        var all = new ArrayList<>(updates);
        all.add(Updates.set("changedAt", Date.from(clock.instant())));
        all.add(Updates.set("changedBy", caller.by()));
        var changed =
                store.change(present.id(), present.version(), all, noted)
                        .orElseThrow(() ->
                                store.find(present.id())
                                        .map(now -> new EntityTag(now.version()).stale())
                                        .orElseThrow());
        subjects.rightsChanged(present.id());
        return changed;
    }

    /** Whoever is named is somebody, as far as this gateway was told who there is. */
    private void requireInRoster(Said said, Caller caller) {
        if (roster.isEmpty()) {
            return;
        }
        var faults = new ArrayList<Pointed>();
        var person = said.person();
        var member = person == null ? null : roster.members(List.of(person)).get(person);
        if (member != null) {
            caller.requireScope(member.gridCode());
        } else if (person != null) {
            faults.add(Pointed.at("#/person", "unknown-member", "No member " + person));
        }
        for (int i = 0; i < said.units().size(); i++) {
            var code = said.units().get(i);
            var unit = roster.unit(code);
            unit.ifPresent(it -> caller.requireScope(it.divisionCode()));
            if (unit.isEmpty()) {
                faults.add(Pointed.at("#/units/" + i, "unknown-unit", "No unit " + code));
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults.toArray(Pointed[]::new));
        }
    }

    /** Whether it is as it is said. */
    static boolean isSame(Account account, Said said) {
        return account.name().equals(said.name())
                && Objects.equals(account.person(), said.person())
                && account.roles().equals(said.rights().roles())
                && account.divisions().equals(said.rights().divisions())
                && account.work().units().equals(said.units());
    }

    static Invitation invitation(String secret, Instant now) {
        return new Invitation(Hashes.of(secret), now.plus(INVITED_FOR));
    }
}
