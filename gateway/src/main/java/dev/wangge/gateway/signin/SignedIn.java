package dev.wangge.gateway.signin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/** Somebody who signed in. What they may is looked up when it is needed, and is nowhere in here. */
public final class SignedIn extends AbstractAuthenticationToken {
    private final String account;
    private final Instant at;

    public SignedIn(String account, Instant at) {
        super(
                List.of(
                        FactorGrantedAuthority.withAuthority(
                                        FactorGrantedAuthority.PASSWORD_AUTHORITY)
                                .issuedAt(at)
                                .build()));
        this.account = account;
        this.at = at;
        setAuthenticated(true);
    }

    /** When they proved who they are. */
    public Instant at() {
        return at;
    }

    @Override
    public String getPrincipal() {
        return account;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn it && it.account.equals(account) && it.at.equals(at);
    }

    @Override
    public int hashCode() {
        return account.hashCode();
    }
}
