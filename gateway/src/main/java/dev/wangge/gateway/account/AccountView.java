package dev.wangge.gateway.account;

import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as administrators of accounts see it.
 *
 * @param oneTimeCodes whether they have an authenticator
 * @param lockedUntil before which no password is tried; null when one may be
 * @param link by which they choose their password, in the answer that made it, and never again
 */
record AccountView(
        String id,
        String name,
        @Nullable String person,
        List<String> roles,
        List<String> divisions,
        Account.State state,
        boolean oneTimeCodes,
        @Nullable String lockedUntil,
        @Nullable String signedInAt,
        long version,
        String changedAt,
        String changedBy,
        @Nullable String link) {

    static AccountView of(Account account, Instant now, @Nullable String link) {
        var locked = account.lock().holds(now) ? account.lock().until() : null;
        return new AccountView(
                account.id(),
                account.name(),
                account.person(),
                account.roles().stream().map(Role::spelled).toList(),
                account.divisions(),
                account.state(now),
                account.codes() != null,
                locked == null ? null : Times.utc(locked),
                account.signedInAt() == null ? null : Times.utc(account.signedInAt()),
                account.version(),
                Times.utc(account.changedAt()),
                account.changedBy(),
                link);
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "AccountView " + id;
    }
}
