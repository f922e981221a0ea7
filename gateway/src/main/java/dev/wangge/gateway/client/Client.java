package dev.wangge.gateway.client;

import dev.wangge.gateway.rights.Rights;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A county system that calls for itself, wherever it is kept.
 *
 * @param name as people call it
 * @param actsFor prefixes of the divisions for whose members it may act; none where it acts in its
 *     own name alone
 * @param units codes of the units whose work it does; none where it does whatever its roles allow
 * @param addresses from where it may ask for tokens; none where from anywhere
 * @param perSecond requests that it may make; null for as many as any client
 * @param expiresAt from when on it gets no token; null where that has no end
 * @param disabled whether it is kept out until an administrator lets it in again
 * @param secrets by which it shows that it is itself, the newest first
 * @param tokensFrom tokens from before are good no more: what it may has changed; null where it
 *     never has
 * @param changedAt null for a configured one, which changes with a restart
 */
public record Client(
        String id,
        long version,
        String name,
        Source source,
        Rights rights,
        List<String> actsFor,
        List<String> units,
        List<AddressRange> addresses,
        @Nullable Integer perSecond,
        @Nullable Instant expiresAt,
        boolean disabled,
        List<ClientSecret> secrets,
        @Nullable Instant tokensFrom,
        @Nullable Instant changedAt,
        @Nullable String changedBy) {

    /** Where a client is kept. */
    public enum Source {
        /** In the settings of the gateway: {@code wangge.gateway.clients}. */
        CONFIGURED,
        /** In its database, by this API. */
        STORED
    }

    /** How it stands with a client. */
    public enum State {
        ACTIVE,
        /** Its time is over. */
        EXPIRED,
        /** An administrator keeps it out. */
        DISABLED
    }

    /** Why a client gets no token, whatever its secret. */
    public enum Refusal {
        DISABLED,
        EXPIRED,
        /** It comes from where it may not. */
        ADDRESS
    }

    /** Why it gets no token now when it asks from there; empty where it does. */
    public Optional<Refusal> refusal(Instant now, String address) {
        return switch (state(now)) {
            case DISABLED -> Optional.of(Refusal.DISABLED);
            case EXPIRED -> Optional.of(Refusal.EXPIRED);
            case ACTIVE ->
                    addresses.isEmpty() || addresses.stream().anyMatch(it -> it.holds(address))
                            ? Optional.empty()
                            : Optional.of(Refusal.ADDRESS);
        };
    }

    State state(Instant now) {
        if (disabled) {
            return State.DISABLED;
        }
        return expiresAt == null || now.isBefore(expiresAt) ? State.ACTIVE : State.EXPIRED;
    }

    /** What its secret is compared with: one encoded secret, or those of several that are good. */
    public String encodedSecret(Instant now) {
        return secrets.stream()
                .filter(it -> it.isGood(now))
                .map(ClientSecret::encoded)
                .collect(Collectors.joining(ClientSecret.AND));
    }

    /** Its roles, as tokens spell them. */
    public List<String> roleNames() {
        return rights.roles().stream().map(Role::spelled).toList();
    }

    boolean isUsed() {
        return secrets.stream().anyMatch(it -> it.usedAt() != null);
    }

    /** What it may, as the audit trail writes it: neither its name nor a secret. */
    String mayDo() {
        var said = new StringBuilder();
        said.append(roleNames()).append(" in ").append(rights.divisions());
        if (!actsFor.isEmpty()) {
            said.append(" for members in ").append(actsFor);
        }
        if (!units.isEmpty()) {
            said.append(" of units ").append(units);
        }
        if (!addresses.isEmpty()) {
            said.append(" from ").append(addresses.stream().map(AddressRange::value).toList());
        }
        if (perSecond != null) {
            said.append(", ").append(perSecond).append(" a second");
        }
        if (expiresAt != null) {
            said.append(", until ").append(Times.utc(expiresAt));
        }
        return said.toString();
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Client " + id;
    }
}
