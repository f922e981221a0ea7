package dev.wangge.gateway.account;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.gateway.account.Account.Invitation;
import dev.wangge.gateway.account.Account.Lock;
import dev.wangge.gateway.account.Account.OneTimeCodes;
import dev.wangge.gateway.account.Work.Attendance;
import dev.wangge.gateway.account.Work.HandedOn;
import dev.wangge.gateway.account.Work.Presence;
import dev.wangge.gateway.audit.AuditedChange;
import dev.wangge.gateway.audit.AuditedChanges;
import dev.wangge.gateway.rights.Rights;
import dev.wangge.platform.audit.CarriedNotes;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.store.Inserts;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Accounts as they are stored: names and what makes codes sealed, whatever is a secret hashed. Each
 * write is one document's, and says in its filter what it takes for granted.
 */
@Component
class AccountStore {
    private final MongoCollection<Document> accounts;
    private final Vault vault;
    private final InstantSource clock;
    private final CarriedNotes carried;

    AccountStore(MongoOperations mongo, Vault vault, AuditedChanges audit, InstantSource clock) {
        this.accounts = mongo.getCollection("accounts");
        this.vault = vault;
        this.clock = clock;
        this.carried = new CarriedNotes(accounts, audit::take, clock);
    }

    @PostConstruct
    void createIndex() {
        carried.createIndex();
    }

    /** Has the audit trail know what a crash left untold. */
    @Scheduled(fixedDelay = 5_000)
    void tellLeftBehind() {
        carried.sweep();
    }

    Optional<Account> find(String id) {
        return Optional.ofNullable(accounts.find(Filters.eq("_id", id)).first()).map(this::read);
    }

    /** Whether there is anybody who can sign in. */
    boolean hasAnybodyAPassword() {
        return accounts.find(Filters.exists("password")).first() != null;
    }

    /** Whose link it is. */
    Optional<Account> invitedBy(String hash) {
        return Optional.ofNullable(accounts.find(Filters.eq("invitation.hash", hash)).first())
                .map(this::read);
    }

    /** Whose person it is, two of them at most. */
    List<Account> ofPerson(String person) {
        return list(Filters.eq("person", person), null, 2);
    }

    /** By id, after the cursor. */
    List<Account> list(Bson wanted, @Nullable String after, int most) {
        var filters = new ArrayList<Bson>(List.of(wanted));
        if (after != null) {
            filters.add(Filters.gt("_id", after));
        }
        return accounts.find(Filters.and(filters))
                .sort(Sorts.ascending("_id"))
                .limit(most)
                .map(this::read)
                .into(new ArrayList<>());
    }

    /** Adds one, and has it noted; false when its id is taken. */
    boolean add(Account account, AuditedChange noted) {
        var document =
                new Document("_id", account.id())
                        .append("version", account.version())
                        .append("name", vault.seal(account.name(), account.id()))
                        .append("roles", spelled(account.roles()))
                        .append("divisions", account.divisions())
                        .append("disabled", account.disabled())
                        .append("failures", account.lock().failures())
                        .append("home", account.home())
                        .append("signInsFrom", Date.from(account.signInsFrom()))
                        .append("tokensFrom", Date.from(account.tokensFrom()))
                        .append("changedAt", Date.from(account.changedAt()))
                        .append("changedBy", account.changedBy());
        if (!account.work().units().isEmpty()) {
            document.append("units", account.work().units());
        }
        if (account.person() != null) {
            document.append("person", account.person());
        }
        if (account.follows() != null) {
            document.append("follows", account.follows());
        }
        if (account.password() != null) {
            document.append("password", account.password());
        }
        if (account.invitation() != null) {
            document.append("invitation", written(account.invitation()));
        }
        var note = noted.carried(clock.instant());
        if (!Inserts.insertIfAbsent(accounts, CarriedNotes.carry(document, note))) {
            return false;
        }
        carried.bring(account.id(), note);
        return true;
    }

    /** Changes one that is still at this version, and has it noted; empty when it is not. */
    Optional<Account> change(String id, long version, List<Bson> updates, AuditedChange noted) {
        var all = new ArrayList<>(updates);
        all.add(Updates.inc("version", 1L));
        return update(
                Filters.and(Filters.eq("_id", id), Filters.eq("version", version)),
                Updates.combine(all),
                noted);
    }

    /**
     * Changes one as it is now, whatever its version, and has it noted; empty when it is not so any
     * more. Change and note are one write: whoever is killed after it leaves both.
     */
    Optional<Account> update(Bson as, Bson update, AuditedChange noted) {
        var note = noted.carried(clock.instant());
        var changed = update(as, Updates.combine(update, CarriedNotes.carry(note)));
        changed.ifPresent(account -> carried.bring(account.id(), note));
        return changed;
    }

    /** The same of what is no act of anybody, such as a count of wrong tries. */
    Optional<Account> update(Bson as, Bson update) {
        return Optional.ofNullable(
                        accounts.findOneAndUpdate(
                                as,
                                update,
                                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .map(this::read);
    }

    /** Whose tokens from before ended since then. */
    List<Account> endedSince(Instant then) {
        return accounts.find(Filters.gt("tokensFrom", Date.from(then)))
                .map(this::read)
                .into(new ArrayList<>());
    }

    Bson name(String id, String name) {
        return Updates.set("name", vault.seal(name, id));
    }

    static Bson roles(Collection<Role> roles) {
        return Updates.set("roles", spelled(roles));
    }

    static Bson divisions(List<String> divisions) {
        return Updates.combine(
                Updates.set("divisions", divisions), Updates.set("home", Rights.home(divisions)));
    }

    static Bson person(@Nullable String person) {
        return person == null ? Updates.unset("person") : Updates.set("person", person);
    }

    static Bson invitation(Invitation invitation) {
        return Updates.set("invitation", written(invitation));
    }

    private static Document written(Invitation invitation) {
        return new Document("hash", invitation.hash())
                .append("until", Date.from(invitation.until()));
    }

    private static List<String> spelled(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::spelled).toList();
    }

    private Account read(Document stored) {
        var id = stored.getString("_id");
        return new Account(
                id,
                stored.getLong("version"),
                vault.open(stored.getString("name"), id),
                stored.getString("person"),
                roles(stored),
                List.copyOf(stored.getList("divisions", String.class)),
                work(stored),
                stored.getString("follows"),
                stored.getBoolean("disabled", false),
                stored.getString("password"),
                invitation(stored.get("invitation", Document.class)),
                codes(stored.get("codes", Document.class)),
                new Lock(stored.getInteger("failures", 0), instant(stored, "lockedUntil")),
                Objects.requireNonNull(instant(stored, "signInsFrom")),
                Objects.requireNonNull(instant(stored, "tokensFrom")),
                instant(stored, "signedInAt"),
                Objects.requireNonNull(instant(stored, "changedAt")),
                stored.getString("changedBy"));
    }

    private static Work work(Document stored) {
        var handedOn = stored.get("handedOn", Document.class);
        return new Work(
                List.copyOf(stored.getList("units", String.class, List.of())),
                attendance(stored.get("attendance", Document.class)),
                handedOn == null
                        ? null
                        : new HandedOn(
                                handedOn.getString("to"),
                                Objects.requireNonNull(instant(handedOn, "until"))));
    }

    private static Attendance attendance(@Nullable Document stored) {
        return stored == null
                ? Attendance.UNSEEN
                : new Attendance(
                        Presence.valueOf(stored.getString("presence")),
                        instant(stored, "awayUntil"),
                        List.copyOf(stored.getList("standsInFor", String.class, List.of())),
                        List.copyOf(stored.getList("unitsFor", String.class, List.of())));
    }

    static Bson handedOn(HandedOn handedOn) {
        return Updates.set(
                "handedOn",
                new Document("to", handedOn.to()).append("until", Date.from(handedOn.until())));
    }

    static Bson attendance(Attendance found) {
        var written =
                new Document("presence", found.presence().name())
                        .append("standsInFor", found.standsInFor())
                        .append("unitsFor", found.unitsFor());
        if (found.awayUntil() != null) {
            written.append("awayUntil", Date.from(found.awayUntil()));
        }
        return Updates.set("attendance", written);
    }

    /** Those whose work another has at this time. */
    List<Account> handingOn(Instant now) {
        return accounts.find(Filters.gt("handedOn.until", Date.from(now)))
                .map(this::read)
                .into(new ArrayList<>());
    }

    private static Set<Role> roles(Document stored) {
        var roles = EnumSet.noneOf(Role.class);
        stored.getList("roles", String.class)
                .forEach(spelled -> Role.of(spelled).ifPresent(roles::add));
        return roles;
    }

    private static @Nullable Invitation invitation(@Nullable Document stored) {
        return stored == null
                ? null
                : new Invitation(
                        stored.getString("hash"), Objects.requireNonNull(instant(stored, "until")));
    }

    private static @Nullable OneTimeCodes codes(@Nullable Document stored) {
        return stored == null
                ? null
                : new OneTimeCodes(
                        stored.getString("secret"),
                        stored.getLong("lastStep"),
                        new HashSet<>(stored.getList("recovery", String.class)));
    }

    private static @Nullable Instant instant(Document stored, String field) {
        var date = stored.getDate(field);
        return date == null ? null : date.toInstant();
    }
}
