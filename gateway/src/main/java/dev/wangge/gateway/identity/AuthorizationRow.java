package dev.wangge.gateway.identity;

import dev.wangge.gateway.account.Hashes;
import dev.wangge.gateway.signin.SignedIn;
import java.security.Principal;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * What somebody let an application do, as it is stored: whatever is a secret as a hash, so that it
 * is whole again only for who comes with one.
 */
final class AuthorizationRow {
    static final String ID = "_id";
    static final String CLIENT = "client";
    static final String CODE = "code";
    static final String CODE_USED = "codeUsed";
    static final String REFRESH = "refresh";
    static final String ACCESS = "access";

    /** By which of them it was found, and with which, as a hash. */
    static final String FOUND_BY = "found.by";

    static final String FOUND_WITH = "found.with";

    private AuthorizationRow() {}

    static SignedIn who(Document row) {
        return new SignedIn(row.getString("account"), instant(row, "signedInAt"));
    }

    static Document of(OAuth2Authorization it, SignedIn who) {
        var row =
                new Document(ID, it.getId())
                        .append(CLIENT, it.getRegisteredClientId())
                        .append("account", who.getPrincipal())
                        .append("signedInAt", Date.from(who.at()))
                        .append("scopes", List.copyOf(it.getAuthorizedScopes()));
        OAuth2AuthorizationRequest asked =
                it.getAttribute(OAuth2AuthorizationRequest.class.getName());
        if (asked != null) {
            row.append("asked", asked(asked));
        }
        row.putAll(tokens(it));
        return row;
    }

    /** Its tokens alone. */
    static Document tokens(OAuth2Authorization it) {
        var tokens = new Document();
        var code = it.getToken(OAuth2AuthorizationCode.class);
        if (code != null) {
            put(tokens, CODE, code.getToken());
            tokens.append(CODE_USED, code.isInvalidated());
        }
        var refresh = it.getRefreshToken();
        if (refresh != null) {
            put(tokens, REFRESH, refresh.getToken());
        }
        var access = it.getAccessToken();
        if (access != null) {
            put(tokens, ACCESS, access.getToken());
        }
        return tokens;
    }

    private static void put(Document row, String name, OAuth2Token token) {
        row.append(name, Hashes.of(token.getTokenValue()))
                .append(name + "From", Date.from(Objects.requireNonNull(token.getIssuedAt())))
                .append(name + "Until", Date.from(Objects.requireNonNull(token.getExpiresAt())));
    }

    private static Document asked(OAuth2AuthorizationRequest asked) {
        var more = asked.getAdditionalParameters();
        return new Document("redirect", asked.getRedirectUri())
                .append("state", asked.getState())
                .append("challenge", more.get(PkceParameterNames.CODE_CHALLENGE))
                .append("method", more.get(PkceParameterNames.CODE_CHALLENGE_METHOD))
                .append("nonce", more.get(OidcParameterNames.NONCE));
    }

    /** It, with the token by which it was found: nobody else knows that one. */
    static OAuth2Authorization read(
            Document row, RegisteredClient client, String endpoint, String foundBy, String value) {
        var who = who(row);
        var scopes = new HashSet<>(row.getList("scopes", String.class));
        var built =
                OAuth2Authorization.withRegisteredClient(client)
                        .id(row.getString(ID))
                        .principalName(who.getName())
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .authorizedScopes(scopes)
                        .attribute(Principal.class.getName(), who)
                        .attribute(FOUND_BY, foundBy)
                        .attribute(FOUND_WITH, Hashes.of(value));
        var asked = row.get("asked", Document.class);
        if (asked != null) {
            built.attribute(
                    OAuth2AuthorizationRequest.class.getName(),
                    asked(asked, client.getClientId(), endpoint, scopes));
        }
        var from = instant(row, foundBy + "From");
        var until = instant(row, foundBy + "Until");
        switch (foundBy) {
            case CODE -> built.token(new OAuth2AuthorizationCode(value, from, until));
            case REFRESH ->
                    built.refreshToken(new OAuth2RefreshToken(value, from, until))
                            .token(saidBefore(who, from, until), claims(who));
            default ->
                    built.accessToken(
                                    new OAuth2AccessToken(
                                            TokenType.BEARER, value, from, until, scopes))
                            .token(saidBefore(who, from, until), claims(who));
        }
        return built.build();
    }

    /** What the last ID token said of them: it itself is not kept. */
    private static OidcIdToken saidBefore(SignedIn who, Instant from, Instant until) {
        return new OidcIdToken("-", from, until, Map.of(StandardClaimNames.SUB, who.getName()));
    }

    private static Consumer<Map<String, Object>> claims(SignedIn who) {
        return about ->
                about.put(
                        OAuth2Authorization.Token.CLAIMS_METADATA_NAME,
                        Map.of(StandardClaimNames.SUB, who.getName()));
    }

    private static OAuth2AuthorizationRequest asked(
            Document asked, String client, String endpoint, Set<String> scopes) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(endpoint)
                .clientId(client)
                .redirectUri(asked.getString("redirect"))
                .scopes(scopes)
                .state(asked.getString("state"))
                .additionalParameters(more -> {
                    put(more, PkceParameterNames.CODE_CHALLENGE, asked.getString("challenge"));
                    put(more, PkceParameterNames.CODE_CHALLENGE_METHOD, asked.getString("method"));
                    put(more, OidcParameterNames.NONCE, asked.getString("nonce"));
                })
                .build();
    }

    private static void put(Map<String, Object> into, String name, @Nullable String value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    private static Instant instant(Document row, String field) {
        return row.getDate(field).toInstant();
    }
}
