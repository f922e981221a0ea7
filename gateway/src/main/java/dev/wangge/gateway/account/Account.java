package dev.wangge.gateway.account;

import dev.wangge.gateway.account.Work.Presence;
import dev.wangge.gateway.rights.Rights;
import dev.wangge.gateway.rights.Separation;
import dev.wangge.platform.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in, and what they may.
 *
 * @param id by which they sign in: small letters, digits, dots and dashes
 * @param version moves with what an administrator changes, not with signing in
 * @param name as people call them
 * @param person who they are in the roster, as {@code M-540328100001001-1}; null for somebody who
 *     is in none
 * @param divisions code prefixes without padding
 * @param work what is theirs to do besides what is given to them by name
 * @param follows at whose word it was opened, who says at each sign-in what they may: the provider
 *     and its name for them; null where an administrator says it
 * @param disabled whether they are kept out until an administrator lets them in again
 * @param password its hash; null before they chose one
 * @param invitation the link by which they choose one; null when there is none
 * @param codes what makes their one-time codes; null when they sign in by password alone
 * @param lock what wrong tries did
 * @param signInsFrom who signed in before has to do so again
 * @param tokensFrom tokens from before are good no more: what they may has changed
 * @param signedInAt last time; null before the first
 */
public record Account(
        String id,
        long version,
        String name,
        @Nullable String person,
        Set<Role> roles,
        List<String> divisions,
        Work work,
        @Nullable String follows,
        boolean disabled,
        @Nullable String password,
        @Nullable Invitation invitation,
        @Nullable OneTimeCodes codes,
        Lock lock,
        Instant signInsFrom,
        Instant tokensFrom,
        @Nullable Instant signedInAt,
        Instant changedAt,
        String changedBy) {

    /**
     * A link that is good once.
     *
     * @param hash of what stands in it, as {@link Hashes} makes it
     */
    public record Invitation(String hash, Instant until) {}

    /**
     * What an authenticator was given.
     *
     * @param secret sealed for this account
     * @param lastStep the step of time whose code was taken last: none is taken twice
     * @param recovery hashes of the codes that are good once each, for who lost it
     */
    public record OneTimeCodes(String secret, long lastStep, Set<String> recovery) {}

    /**
     * Wrong tries since the last right one.
     *
     * @param until before which nothing is tried; null when it may be
     */
    public record Lock(int failures, @Nullable Instant until) {
        static final Lock NONE = new Lock(0, null);

        boolean holds(Instant now) {
            return until != null && now.isBefore(until);
        }
    }

    /** Who acts by it, as facts name them: the person of the roster, else the account. */
    public String who() {
        return person == null ? id : person;
    }

    /** Where it belongs. */
    public String home() {
        return Rights.home(divisions);
    }

    /**
     * Whether they are one of the three administrators (三员), who prove by two things who they are.
     */
    public boolean needsCodes() {
        return roles.stream().anyMatch(Separation::isAdministrator);
    }

    /** Whether nobody signs in by it: an administrator says so, or they left the roster. */
    public boolean isKeptOut() {
        return disabled || work.attendance().presence() == Presence.LEFT;
    }

    /** What may be shown of how it stands with them. */
    public State state(Instant now) {
        if (disabled) {
            return State.DISABLED;
        }
        if (isKeptOut()) {
            return State.LEFT;
        }
        if (lock.holds(now)) {
            return State.LOCKED;
        }
        if (password == null) {
            return State.INVITED;
        }
        return work.attendance().mayAct() ? State.ACTIVE : State.AWAY;
    }

    /** How it stands with an account. */
    public enum State {
        /** They have not chosen a password yet. */
        INVITED,
        ACTIVE,
        /** On leave by the roster: they sign in, and do nothing. */
        AWAY,
        /** The roster has them no more. */
        LEFT,
        /** Too many wrong tries, for a while. */
        LOCKED,
        /** An administrator keeps them out. */
        DISABLED
    }

    /** What they may, as the audit trail writes it: no name. */
    String rights() {
        return rights(roles, person, divisions, work.units());
    }

    static String rights(
            Set<Role> roles, @Nullable String person, List<String> divisions, List<String> units) {
        return "%s of %s in %s, units %s"
                .formatted(
                        roles.stream().sorted().map(Role::spelled).toList(),
                        person,
                        divisions,
                        units);
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Account " + id;
    }
}
