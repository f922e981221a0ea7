package dev.wangge.gateway.identity;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.client.Clients;
import dev.wangge.gateway.signin.SignIns;
import dev.wangge.gateway.signin.SignedIn;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.security.TokenClaim;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.stereotype.Component;

/** What a token says of its bearer: a system as it is now, a person as their account is. */
@Component
final class TokenClaims {
    private static final List<String> AUDIENCE = List.of("wangge");

    private final RegisteredClients registered;
    private final Clients clients;
    private final SignIns signIns;
    private final InstantSource clock;

    TokenClaims(
            RegisteredClients registered, Clients clients, SignIns signIns, InstantSource clock) {
        this.registered = registered;
        this.clients = clients;
        this.signIns = signIns;
        this.clock = clock;
    }

    void add(JwtEncodingContext context) {
        if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            return;
        }
        var client = context.getRegisteredClient().getClientId();
        if (context.getPrincipal() instanceof SignedIn who) {
            var account =
                    signIns.account(who)
                            .orElseThrow(() ->
                                    new OAuth2AuthenticationException(
                                            OAuth2ErrorCodes.INVALID_GRANT));
            ofPerson(context.getClaims(), account, client, context.getAuthorizedScopes());
        } else {
            ofSystem(context, client);
        }
    }

    private void ofSystem(JwtEncodingContext context, String id) {
        // Before it is looked up: what is changed after that ends this token.
        long madeAt = clock.millis();
        var client =
                registered
                        .system(id)
                        .orElseThrow(() ->
                                new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
        // RFC 6749: who asks for less gets less; who asks for nothing gets all there is.
        var asked = context.getAuthorizedScopes();
        var roles =
                client.roleNames().stream()
                        .filter(role -> asked.isEmpty() || asked.contains(role))
                        .toList();
        context.getClaims()
                .audience(AUDIENCE)
                .claim("scope", String.join(" ", roles))
                .claim(TokenClaim.ROLES, roles)
                .claim(TokenClaim.DIVISIONS, client.rights().divisions())
                .claim(TokenClaim.ACTS_FOR, client.actsFor())
                .claim(TokenClaim.UNITS, client.units())
                .claim(TokenClaim.MADE_AT, madeAt);
        if (client.perSecond() != null) {
            context.getClaims().claim(TokenClaim.PER_SECOND, client.perSecond());
        }
        Authentication shown = context.getPrincipal();
        if (shown != null && shown.getCredentials() instanceof String secret) {
            clients.noteUse(client, secret);
        }
    }

    /** Adds what somebody may through this client; scopes that name roles leave out others. */
    void ofPerson(
            JwtClaimsSet.Builder claims,
            Account account,
            String client,
            Collection<String> scopes) {
        var asked = scopes.stream().flatMap(scope -> Role.of(scope).stream()).toList();
        var work = account.work();
        var roles =
                account.roles().stream()
                        // Who is on leave does nothing.
                        .filter(_ -> work.attendance().mayAct())
                        .filter(role -> asked.isEmpty() || asked.contains(role))
                        .map(Role::spelled)
                        .toList();
        claims.subject(account.id())
                .audience(AUDIENCE)
                .claim("scope", String.join(" ", roles))
                .claim(TokenClaim.CLIENT, client)
                .claim(TokenClaim.PERSON, account.who())
                .claim(TokenClaim.ROLES, roles)
                .claim(TokenClaim.DIVISIONS, account.divisions())
                .claim(TokenClaim.UNITS, work.allUnits())
                .claim(TokenClaim.STANDS_IN_FOR, work.attendance().standsInFor())
                .claim(TokenClaim.MADE_AT, clock.millis());
    }
}
