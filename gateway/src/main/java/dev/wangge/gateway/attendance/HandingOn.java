package dev.wangge.gateway.attendance;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.account.Accounts;
import dev.wangge.gateway.account.Work.HandedOn;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Somebody hands their work to another for a while, who then acts on it in their own name and by
 * their own roles: no right passes with it.
 */
@Component
class HandingOn {
    private final Accounts accounts;

    HandingOn(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Hands it on, instead of to whomever it was handed before.
     *
     * @throws Problem invalid-request when it cannot be theirs
     */
    Account hand(Account from, HandedOn handedOn, Caller caller) {
        var wrong = wrong(from, accounts.find(handedOn.to()).orElse(null));
        if (wrong != null) {
            throw Problem.invalid(wrong);
        }
        return handedOn.equals(from.work().handedOn())
                ? from
                : accounts.handOn(from, handedOn, caller);
    }

    /** Takes it back; nothing where it is theirs. */
    Account takeBack(Account from, Caller caller) {
        return from.work().handedOn() == null ? from : accounts.handOn(from, null, caller);
    }

    private static @Nullable Pointed wrong(Account from, @Nullable Account to) {
        if (to == null || to.isKeptOut()) {
            return Pointed.at("#/to", "wrong-value", "Nobody signs in by this account");
        }
        if (to.who().equals(from.who())) {
            return Pointed.at("#/to", "wrong-value", "Nobody stands in for themselves");
        }
        if (!from.roles().contains(Role.HANDLER) || !to.roles().contains(Role.HANDLER)) {
            return Pointed.at("#/to", "wrong-value", "Handlers hand their work to handlers");
        }
        if (to.divisions().stream().noneMatch(division -> from.home().startsWith(division))) {
            return Pointed.at(
                    "#/to", "outside-scope", "Their divisions are not those of whoever hands on");
        }
        return null;
    }
}
