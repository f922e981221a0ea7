package dev.wangge.gateway.account;

import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as administrators of accounts see it.
 *
 * @param units codes of the units whose work is theirs
 * @param presence of whoever is in the roster, as it was found last
 * @param awayUntil when their leave ends; null when they are not away
 * @param standsInFor codes of the members whose work is theirs for a while
 * @param handedOn to whom they handed their work, until when; null when to nobody
 * @param knownAs by which others know them, as {@code wecom:zhuoma}
 * @param follows who says what they may, until an administrator does: the provider and its name for
 *     them; null for all others
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
        List<String> units,
        Work.Presence presence,
        @Nullable String awayUntil,
        List<String> standsInFor,
        @Nullable HandedOnView handedOn,
        List<String> knownAs,
        @Nullable String follows,
        Account.State state,
        boolean oneTimeCodes,
        @Nullable String lockedUntil,
        @Nullable String signedInAt,
        long version,
        String changedAt,
        String changedBy,
        @Nullable String link) {

    /** To whom somebody handed their work: an account. */
    record HandedOnView(String to, String until) {}

    static AccountView of(
            Account account, List<String> knownAs, Instant now, @Nullable String link) {
        var attendance = account.work().attendance();
        var handedOn = account.work().handedOn();
        var locked = account.lock().holds(now) ? account.lock().until() : null;
        return new AccountView(
                account.id(),
                account.name(),
                account.person(),
                account.roles().stream().map(Role::spelled).toList(),
                account.divisions(),
                account.work().units(),
                attendance.presence(),
                attendance.awayUntil() == null ? null : Times.utc(attendance.awayUntil()),
                attendance.standsInFor(),
                handedOn == null || !handedOn.holds(now)
                        ? null
                        : new HandedOnView(handedOn.to(), Times.utc(handedOn.until())),
                knownAs,
                account.follows(),
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
