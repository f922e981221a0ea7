package dev.wangge.gateway.client;

import dev.wangge.gateway.account.Accounts;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.gateway.audit.AuditedChange;
import dev.wangge.gateway.client.Client.Source;
import dev.wangge.gateway.client.ClientForm.Said;
import dev.wangge.gateway.rights.Subjects;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.EntityTag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Which county systems there are, configured and stored, and what becomes of those that are stored:
 * decided by system administrators (系统管理员) for what belongs to their divisions.
 */
@Component
public class Clients {
    /** Of those that are good at once: one, and those it takes the place of for a while. */
    private static final int MOST_SECRETS = 5;

    private static final Duration NOTED_EACH = Duration.ofHours(1);

    private final ConfiguredClients configured;
    private final ClientStore store;
    private final Subjects subjects;
    private final Predicate<String> isAccount;
    private final InstantSource clock;

    @Autowired
    Clients(
            ConfiguredClients configured,
            ClientStore store,
            Subjects subjects,
            Accounts accounts,
            InstantSource clock) {
        this(configured, store, subjects, id -> accounts.find(id).isPresent(), clock);
    }

    Clients(
            ConfiguredClients configured,
            ClientStore store,
            Subjects subjects,
            Predicate<String> isAccount,
            InstantSource clock) {
        this.configured = configured;
        this.store = store;
        this.subjects = subjects;
        this.isAccount = isAccount;
        this.clock = clock;
    }

    /** A client, and the secret that it has just been given. */
    record Made(Client client, @Nullable String secret) {}

    /**
     * A client as it is now; empty where there is none. A stored one is read each time, which is
     * once for a token's hour, so that what one gateway changed acts in all.
     */
    public Optional<Client> find(String id) {
        return configured
                .find(id)
                .or(() -> id.matches(ClientForm.ID) ? store.find(id) : Optional.empty());
    }

    /** Those whose tokens from before some moment since then are good no more. */
    public List<Client> endedSince(Instant then) {
        return store.endedSince(then);
    }

    /** Notes, to the hour, that a client got a token for a secret. */
    public void noteUse(Client client, String secret) {
        if (client.source() == Source.STORED) {
            var now = clock.instant();
            store.noteUse(client.id(), ClientSecret.encoded(secret), now, now.minus(NOTED_EACH));
        }
    }

    /** A page of those that belong to the caller's divisions, by id. */
    List<Client> list(Optional<Role> role, Caller caller, int most, @Nullable String after) {
        var shadowing = configured.all().stream().map(Client::id).toList();
        var ours =
                configured.all().stream()
                        .filter(it -> caller.covers(it.rights().home()))
                        .filter(it ->
                                role.filter(one -> !it.rights().roles().contains(one)).isEmpty())
                        .filter(it -> after == null || it.id().compareTo(after) > 0);
        var stored = store.list(caller.divisions(), role, shadowing, after, most);
        return Stream.concat(ours, stored.stream())
                .sorted(Comparator.comparing(Client::id))
                .limit(most)
                .toList();
    }

    /**
     * One that belongs to the caller's divisions.
     *
     * @throws Problem no-such-client
     */
    Client one(String id, Caller caller) {
        return find(id).filter(it -> caller.covers(it.rights().home()))
                .orElseThrow(
                        () -> new Problem(ProblemType.NO_SUCH_CLIENT, "There is no client " + id));
    }

    /**
     * Opens one, with a secret. Said again as it is, before it ever used that, it gets another:
     * whoever did not get the answer asks once more.
     *
     * @throws Problem entry-exists when the id is another's, outside-scope
     */
    Made open(Said said, Caller caller) {
        said.rights().requireWithin(caller);
        var now = now();
        if (said.expiresAt() != null && !said.expiresAt().isAfter(now)) {
            throw Problem.invalid(Pointed.at("#/expiresAt", "out-of-range", "It is over already"));
        }
        // The first accounts are there before anybody claims a name.
        if (isAccount.test(said.id()) || !subjects.claim(said.id(), Subjects.Kind.CLIENT)) {
            throw taken(said.id());
        }
        var secret = ClientSecret.random();
        var client =
                of(said, 1, false, List.of(ClientSecret.issued(secret, now)), null, now, caller);
        if (store.add(client, opened(client, caller))) {
            return new Made(client, secret);
        }
        if (store.find(said.id()).filter(it -> caller.covers(it.rights().home())).isEmpty()) {
            throw taken(said.id());
        }
        var again =
                changed(
                        said.id(),
                        null,
                        caller,
                        (present, at) -> {
                            if (!said.isOf(present) || present.isUsed() || present.disabled()) {
                                throw taken(said.id());
                            }
                            return of(
                                    said,
                                    present.version() + 1,
                                    false,
                                    List.of(ClientSecret.issued(secret, at)),
                                    at,
                                    at,
                                    caller);
                        },
                        (_, after) -> opened(after, caller));
        tell(again);
        return new Made(again, secret);
    }

    private static AuditedChange opened(Client client, Caller caller) {
        return AuditedChange.by(caller, AuditEvent.CLIENT_OPENED, client.id(), client.mayDo());
    }

    private static Problem taken(String id) {
        return new Problem(
                ProblemType.ENTRY_EXISTS, "A client or an account is called %s".formatted(id));
    }

    /**
     * Changes what one may; whatever was given by a token from before is refused.
     *
     * @throws Problem no-such-client, configured-client, same-person, outside-scope, stale-version
     */
    Client change(String id, Said said, @Nullable String ifMatch, Caller caller) {
        var changed =
                changed(
                        id,
                        ifMatch,
                        caller,
                        (present, now) -> {
                            said.rights().requireWithin(caller);
                            return said.isOf(present)
                                    ? present
                                    : of(
                                            said,
                                            present.version() + 1,
                                            present.disabled(),
                                            present.secrets(),
                                            // What it is called is in no token.
                                            said.isOfAllButName(present)
                                                    ? present.tokensFrom()
                                                    : now,
                                            now,
                                            caller);
                        },
                        (before, after) ->
                                AuditedChange.by(
                                        caller,
                                        AuditEvent.CLIENT_CHANGED,
                                        id,
                                        before.mayDo() + " → " + after.mayDo()));
        tell(changed);
        return changed;
    }

    /**
     * Gives one another secret; those there are go on for a while. When they end now, so do tokens:
     * whoever found the old one may have taken some.
     *
     * @throws Problem no-such-client, configured-client, same-person, stale-version
     */
    Made rotate(String id, Duration overlap, @Nullable String ifMatch, Caller caller) {
        var secret = ClientSecret.random();
        var changed =
                changed(
                        id,
                        ifMatch,
                        caller,
                        (present, now) -> {
                            var secrets =
                                    new ArrayList<>(List.of(ClientSecret.issued(secret, now)));
                            present.secrets().stream()
                                    .map(it -> it.endingBy(now.plus(overlap)))
                                    .filter(it -> it.isGood(now))
                                    .limit(MOST_SECRETS - 1)
                                    .forEach(secrets::add);
                            return of(
                                    present,
                                    present.disabled(),
                                    secrets,
                                    overlap.isZero() ? now : present.tokensFrom(),
                                    now,
                                    caller);
                        },
                        (_, _) ->
                                AuditedChange.by(
                                        caller,
                                        AuditEvent.CLIENT_ROTATED,
                                        id,
                                        "overlapDays " + overlap.toDays()));
        tell(changed);
        return new Made(changed, secret);
    }

    /**
     * Keeps one out, or lets it in again. Tokens from before go for good.
     *
     * @throws Problem no-such-client, configured-client, same-person, stale-version
     */
    Client disable(String id, boolean disabled, @Nullable String ifMatch, Caller caller) {
        var changed =
                changed(
                        id,
                        ifMatch,
                        caller,
                        (present, now) ->
                                of(present, disabled, present.secrets(), now, now, caller),
                        (_, _) ->
                                AuditedChange.by(
                                        caller,
                                        disabled
                                                ? AuditEvent.CLIENT_DISABLED
                                                : AuditEvent.CLIENT_ENABLED,
                                        id,
                                        null));
        tell(changed);
        return changed;
    }

    private void tell(Client changed) {
        if (changed.tokensFrom() != null) {
            subjects.rightsChanged(changed.id());
        }
    }

    /** As it is now; again, when only a use was noted meanwhile. */
    private Client changed(
            String id,
            @Nullable String ifMatch,
            Caller caller,
            BiFunction<Client, Instant, Client> change,
            BiFunction<Client, Client, AuditedChange> noted) {
        while (true) {
            var present = others(id, caller);
            new EntityTag(present.version()).requireMatch(ifMatch);
            var next = change.apply(present, now());
            if (next.equals(present) || store.replace(present, next, noted.apply(present, next))) {
                return next;
            }
            var now = others(id, caller);
            if (now.version() != present.version()) {
                throw new EntityTag(now.version()).stale();
            }
        }
    }

    private Client others(String id, Caller caller) {
        var present = one(id, caller);
        if (present.source() == Source.CONFIGURED) {
            throw new Problem(
                    ProblemType.CONFIGURED_CLIENT,
                    "The client is in the settings of the gateway, and changed there");
        }
        if (caller.person() == null && caller.client().equals(id)) {
            throw new Problem(ProblemType.SAME_PERSON, "No client decides about itself");
        }
        return present;
    }

    private static Client of(
            Client present,
            boolean disabled,
            List<ClientSecret> secrets,
            @Nullable Instant tokensFrom,
            Instant now,
            Caller caller) {
        return new Client(
                present.id(),
                present.version() + 1,
                present.name(),
                Source.STORED,
                present.rights(),
                present.actsFor(),
                present.units(),
                present.addresses(),
                present.perSecond(),
                present.expiresAt(),
                disabled,
                secrets,
                tokensFrom,
                now,
                caller.by());
    }

    private static Client of(
            Said said,
            long version,
            boolean disabled,
            List<ClientSecret> secrets,
            @Nullable Instant tokensFrom,
            Instant now,
            Caller caller) {
        return new Client(
                said.id(),
                version,
                said.name(),
                Source.STORED,
                said.rights(),
                said.actsFor(),
                said.units(),
                said.addresses(),
                said.perSecond(),
                said.expiresAt(),
                disabled,
                secrets,
                tokensFrom,
                now,
                caller.by());
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
