package dev.wangge.gateway.account;

import com.mongodb.client.model.Updates;
import dev.wangge.gateway.account.Account.Lock;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.gateway.audit.AuditedChange;
import dev.wangge.gateway.provider.Answer.Vouched;
import dev.wangge.gateway.provider.Identifier;
import dev.wangge.gateway.provider.VouchedRights;
import dev.wangge.gateway.rights.Separation;
import dev.wangge.gateway.rights.Subjects;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whose account it is of whom a provider knows. Where it may open some, those follow what it says
 * of their rights each time they sign in, until an administrator changes them.
 */
@Component
public class VouchedAccounts {
    private static final int LONGEST_PREFIX = 27;

    private final AccountStore store;
    private final KnownAs knownAs;
    private final Subjects subjects;
    private final InstantSource clock;

    VouchedAccounts(AccountStore store, KnownAs knownAs, Subjects subjects, InstantSource clock) {
        this.store = store;
        this.knownAs = knownAs;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * Whoever signs in by the word of this provider; empty when there is no account for them, or it
     * is shut.
     */
    public Optional<Account> of(String provider, Vouched vouched) {
        var there = find(provider, vouched.who());
        var rights = vouched.rights();
        if (rights != null) {
            there =
                    there.isPresent()
                            ? there.flatMap(it -> follow(it, provider, vouched.who(), rights))
                            : open(provider, vouched.who(), rights);
        }
        return there.filter(it -> !it.isKeptOut());
    }

    private Optional<Account> find(String provider, Identifier who) {
        return switch (who.kind()) {
            case KNOWN_AS -> knownAs.account(name(provider, who)).flatMap(store::find);
            case ACCOUNT -> store.find(who.value().strip().toLowerCase(Locale.ROOT));
            case PERSON ->
                    Optional.of(store.ofPerson(who.value()))
                            // Whose it is of two is not for us to guess.
                            .filter(them -> them.size() == 1)
                            .map(List::getFirst);
        };
    }

    private static String name(String provider, Identifier who) {
        return provider + ':' + who.value();
    }

    private static boolean areGood(VouchedRights rights) {
        return !rights.roles().isEmpty()
                && !rights.divisions().isEmpty()
                && Separation.allows(rights.roles());
    }

    /** What it says now, where it is its to say; empty when by its word they may nothing. */
    private Optional<Account> follow(
            Account it, String provider, Identifier who, VouchedRights rights) {
        if (!name(provider, who).equals(it.follows())) {
            return Optional.of(it);
        }
        if (!areGood(rights)) {
            return Optional.empty();
        }
        var name = rights.name().isBlank() ? it.name() : rights.name();
        if (it.roles().equals(rights.roles())
                && it.divisions().equals(rights.divisions())
                && Objects.equals(it.person(), rights.person())
                && it.name().equals(name)) {
            return Optional.of(it);
        }
        var now = clock.instant();
        var updates =
                new ArrayList<>(
                        List.of(
                                store.name(it.id(), name),
                                AccountStore.roles(rights.roles()),
                                AccountStore.divisions(rights.divisions()),
                                AccountStore.person(rights.person()),
                                AccountAction.signedOut(now),
                                Updates.set("changedAt", Date.from(now)),
                                Updates.set("changedBy", provider)));
        if (!Objects.equals(it.person(), rights.person())) {
            // What was found in the roster was of another.
            updates.add(Updates.unset("attendance"));
        }
        var change =
                it.rights()
                        + " → "
                        + Account.rights(
                                rights.roles(),
                                rights.person(),
                                rights.divisions(),
                                it.work().units());
        var changed =
                store.change(
                        it.id(),
                        it.version(),
                        updates,
                        AuditedChange.by(provider, AuditEvent.ACCOUNT_CHANGED, it.id(), change));
        subjects.rightsChanged(it.id());
        // Of two who sign in as them at once one has changed it; else an administrator has.
        return changed.or(() -> store.find(it.id()));
    }

    private Optional<Account> open(String provider, Identifier who, VouchedRights rights) {
        return areGood(rights)
                ? ids(provider, who, rights).stream()
                        .filter(id -> subjects.claim(id, Subjects.Kind.ACCOUNT))
                        .flatMap(id -> open(id, provider, who, rights).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** What the account may be called: as the provider says, else as nobody's is. */
    private static List<String> ids(String provider, Identifier who, VouchedRights rights) {
        if (who.kind() == Identifier.Kind.ACCOUNT) {
            var id = who.value().strip().toLowerCase(Locale.ROOT);
            return id.matches(AccountForm.ID) ? List.of(id) : List.of();
        }
        var made =
                provider.substring(0, Math.min(provider.length(), LONGEST_PREFIX))
                        + '-'
                        + Hashes.of(name(provider, who)).substring(0, 12);
        return rights.account() == null ? List.of(made) : List.of(rights.account(), made);
    }

    private Optional<Account> open(
            String id, String provider, Identifier who, VouchedRights rights) {
        var now = clock.instant();
        var name = name(provider, who);
        var account =
                new Account(
                        id,
                        1,
                        rights.name().isBlank() ? id : rights.name(),
                        rights.person(),
                        rights.roles(),
                        rights.divisions(),
                        Work.NONE,
                        name,
                        false,
                        null,
                        null,
                        null,
                        Lock.NONE,
                        now,
                        now,
                        null,
                        now,
                        provider);
        var opened =
                AuditedChange.by(
                        provider,
                        AuditEvent.ACCOUNT_OPENED,
                        id,
                        account.rights() + KnownAs.written(List.of(name)));
        // One that is called so is not theirs for that: only one that was opened for them, just now
        // or when their first coming was cut short.
        var theirs =
                store.add(account, opened)
                        ? Optional.of(account)
                        : store.find(id).filter(it -> name.equals(it.follows()));
        if (theirs.isPresent() && who.kind() == Identifier.Kind.KNOWN_AS) {
            knownAs.set(List.of(name), id);
        }
        return theirs;
    }
}
