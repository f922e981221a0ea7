package dev.wangge.gateway.account;

import com.mongodb.client.model.Updates;
import dev.wangge.gateway.audit.AuditEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.bson.conversions.Bson;

/** What an administrator of accounts does with one, each again as often as one likes. */
enum AccountAction {
    /** Keeps them out, at once. */
    DISABLE(
            AuditEvent.ACCOUNT_DISABLED,
            now -> Updates.combine(Updates.set("disabled", true), signedOut(now))),
    ENABLE(AuditEvent.ACCOUNT_ENABLED, _ -> Updates.set("disabled", false)),
    /** Lets them try again at once, after too many wrong tries. */
    UNLOCK(
            AuditEvent.ACCOUNT_UNLOCKED,
            _ -> Updates.combine(Updates.set("failures", 0), Updates.unset("lockedUntil"))),
    /** Sends them out everywhere. */
    SIGN_OUT(AuditEvent.ACCOUNT_SIGNED_OUT, AccountAction::signedOut),
    /** Gives them a link by which they choose a password; the one they have is gone. */
    INVITE(
            AuditEvent.ACCOUNT_INVITED,
            now -> Updates.combine(Updates.unset("password"), signedOut(now))),
    /** Takes the authenticator away that they lost: they get another when they sign in. */
    FORGET_CODES(
            AuditEvent.AUTHENTICATOR_TAKEN,
            now -> Updates.combine(Updates.unset("codes"), signedOut(now)));

    @SuppressWarnings("ImmutableEnumChecker") // They hold nothing.
    private final Function<Instant, Bson> update;

    private final AuditEvent noted;

    AccountAction(AuditEvent noted, Function<Instant, Bson> update) {
        this.noted = noted;
        this.update = update;
    }

    /** As what it is written down. */
    AuditEvent noted() {
        return noted;
    }

    Bson update(Instant now) {
        return update.apply(now);
    }

    /** As its address spells it. */
    String spelled() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<AccountAction> of(String spelled) {
        return Arrays.stream(values()).filter(it -> it.spelled().equals(spelled)).findFirst();
    }

    /** What ends sessions and tokens from before. */
    static Bson signedOut(Instant now) {
        return Updates.combine(
                Updates.set("signInsFrom", Date.from(now)),
                Updates.set("tokensFrom", Date.from(now)));
    }
}
