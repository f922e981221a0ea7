package dev.wangge.gateway.account;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.gateway.account.Account.Lock;
import dev.wangge.gateway.account.Account.OneTimeCodes;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.gateway.audit.AuditedChange;
import dev.wangge.platform.seal.Vault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/**
 * Whether it is them. Wrong tries are counted with the account, for all instances: after five, each
 * one shuts it for twice as long, up to an hour, and what is tried meanwhile is not looked at.
 * Nothing of an answer, nor how long it takes, says whether there is such an account.
 */
@Component
public class Proofs {
    private static final int FREE = 5;
    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_DIGITS = 12;
    private static final long PATIENCE_SECONDS = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AccountStore store;
    private final Passwords passwords;
    private final Vault vault;
    private final InstantSource clock;

    /** A try costs some 50 ms of a processor: they leave one to everybody else. */
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final Timer comparison;

    Proofs(
            AccountStore store,
            Passwords passwords,
            Vault vault,
            MeterRegistry metrics,
            InstantSource clock) {
        this.comparison =
                Timer.builder("wangge.accounts.password.comparison")
                        .description("Time that comparing a password with its hash takes")
                        .register(metrics);
        this.store = store;
        this.passwords = passwords;
        this.vault = vault;
        this.clock = clock;
    }

    /** What a try led to. */
    public sealed interface Tried {
        /** It is them, as far as this proof goes. */
        record Right(Account account) implements Tried {}

        /** It is not, or nobody may be it at the moment: never said which. */
        record Wrong() implements Tried {}

        /** So many try at once that this one was not looked at. */
        record Busy() implements Tried {}
    }

    /** An authenticator was set up: with the codes for who loses it, which are shown this once. */
    public record Enrolled(Account account, Set<String> recoveryCodes) {}

    /** Tries a password. */
    public Tried password(String id, String password) {
        return inTurn(() -> {
            var account = store.find(id).filter(it -> mayTry(it, clock.instant()));
            var hash = account.map(Account::password).orElse(null);
            boolean right =
                    Boolean.TRUE.equals(comparison.record(() -> passwords.matches(password, hash)));
            if (right) {
                return new Tried.Right(account.orElseThrow());
            }
            account.ifPresent(this::failed);
            return new Tried.Wrong();
        });
    }

    /** Tries a one-time code, or one of those for who lost the authenticator. */
    public Tried code(String id, String typed) {
        return inTurn(() -> {
            var now = clock.instant();
            var account = store.find(id).filter(it -> mayTry(it, now) && it.codes() != null);
            var taken = account.flatMap(it -> take(it, typed.strip(), now));
            if (taken.isEmpty()) {
                account.ifPresent(this::failed);
            }
            return taken.<Tried>map(Tried.Right::new).orElseGet(Tried.Wrong::new);
        });
    }

    /** Whoever is tried in its turn is read then: what was tried before it has been counted. */
    private Tried inTurn(Supplier<Tried> trying) {
        if (!waitForTurn()) {
            return new Tried.Busy();
        }
        try {
            return trying.get();
        } finally {
            turns.release();
        }
    }

    private Optional<Account> take(Account account, String typed, Instant now) {
        var codes = Objects.requireNonNull(account.codes());
        var mine = Filters.eq("_id", account.id());
        if (!typed.matches("\\d{6}")) {
            var hash = recoveryHash(account.id(), typed);
            return codes.recovery().contains(hash)
                    ? store.update(
                            Filters.and(mine, Filters.eq("codes.recovery", hash)),
                            Updates.pull("codes.recovery", hash))
                    : Optional.empty();
        }
        var step = Totp.step(vault.open(codes.secret(), account.id()), typed, now);
        return step.isEmpty()
                ? Optional.empty()
                // Of two who come with the same code at once one is the second.
                : store.update(
                        Filters.and(mine, Filters.lt("codes.lastStep", step.getAsLong())),
                        Updates.set("codes.lastStep", step.getAsLong()));
    }

    /** Notes that they are in. */
    public void signedIn(String id) {
        var _ =
                store.update(
                        Filters.eq("_id", id),
                        Updates.combine(
                                Updates.set("failures", 0),
                                Updates.unset("lockedUntil"),
                                Updates.set("signedInAt", Date.from(clock.instant()))));
    }

    /** A secret for an authenticator, which is not theirs before {@link #enrol}. */
    public String newSecret() {
        return Totp.newSecret();
    }

    /** What an authenticator reads of a secret. */
    public String authenticatorUri(String secret, String id) {
        return Totp.uri(secret, id, "Wangge");
    }

    /**
     * Makes the secret theirs, when the code shows that their authenticator has it and they have
     * none yet.
     */
    public Optional<Enrolled> enrol(String id, String secret, String code) {
        var step = Totp.step(secret, code.strip(), clock.instant());
        if (step.isEmpty()) {
            return Optional.empty();
        }
        var recovery = recoveryCodes();
        var who = store.find(id).map(Account::who).orElse(id);
        return store.update(
                        Filters.and(Filters.eq("_id", id), Filters.exists("codes", false)),
                        Updates.set("codes", written(id, secret, step.getAsLong(), recovery)),
                        AuditedChange.by(who, AuditEvent.AUTHENTICATOR_SET_UP, id, null))
                .map(account -> new Enrolled(account, recovery));
    }

    private Document written(String id, String secret, long step, Set<String> recovery) {
        var codes =
                new OneTimeCodes(
                        vault.seal(secret, id),
                        step,
                        Set.copyOf(recovery.stream().map(code -> recoveryHash(id, code)).toList()));
        return new Document("secret", codes.secret())
                .append("lastStep", codes.lastStep())
                .append("recovery", codes.recovery());
    }

    private static boolean mayTry(Account account, Instant now) {
        return !account.isKeptOut() && !account.lock().holds(now);
    }

    private void failed(Account account) {
        var mine = Filters.eq("_id", account.id());
        var counted = store.update(mine, Updates.inc("failures", 1));
        counted.map(Account::lock)
                .map(Lock::failures)
                .filter(failures -> failures >= FREE)
                .ifPresent(failures -> {
                    var until = clock.instant().plus(delay(failures));
                    var _ = store.update(mine, lockedUntil(until));
                });
    }

    private static Bson lockedUntil(Instant until) {
        return Updates.max("lockedUntil", Date.from(until));
    }

    private static Duration delay(int failures) {
        var delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - FREE, 10));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private boolean waitForTurn() {
        try {
            return turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sixty bits each, in letters and digits that nobody mistakes for others. */
    private static Set<String> recoveryCodes() {
        var alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
        var codes = new LinkedHashSet<String>();
        while (codes.size() < RECOVERY_CODES) {
            var code = new StringBuilder();
            for (int i = 0; i < RECOVERY_DIGITS; i++) {
                code.append(i == 4 || i == 8 ? "-" : "")
                        .append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
            }
            codes.add(code.toString());
        }
        return codes;
    }

    private static String recoveryHash(String id, String code) {
        return Hashes.of(id + ' ' + code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    }
}
