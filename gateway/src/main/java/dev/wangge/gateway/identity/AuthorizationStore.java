package dev.wangge.gateway.identity;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import dev.wangge.gateway.account.Hashes;
import dev.wangge.gateway.audit.Audit;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.gateway.signin.SignIns;
import dev.wangge.gateway.signin.SignedIn;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Principal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.stereotype.Component;

/**
 * What people let applications do for them: a code that is good once, then a refresh token that is
 * exchanged for another each time. A code or a refresh token that comes a second time was stolen,
 * by the one who comes now or by the one who came before: all that came of it ends. What systems
 * get for themselves is not kept at all: a token of theirs is short and says everything.
 */
@Component
class AuthorizationStore implements OAuth2AuthorizationService {
    private static final Logger log = LoggerFactory.getLogger(AuthorizationStore.class);
    private static final String FORMER = "former";
    private static final String OVER = "over";
    private static final Duration KEPT = Duration.ofDays(1);

    private final MongoCollection<Document> kept;
    private final RegisteredClientRepository clients;
    private final SignIns signIns;
    private final String endpoint;
    private final MeterRegistry meters;
    private final Audit audit;
    private final InstantSource clock;

    AuthorizationStore(
            MongoOperations mongo,
            RegisteredClientRepository clients,
            SignIns signIns,
            AuthorizationServerSettings server,
            MeterRegistry meters,
            Audit audit,
            InstantSource clock) {
        this.audit = audit;
        this.kept = mongo.getCollection("authorizations");
        this.clients = clients;
        this.signIns = signIns;
        this.endpoint = server.getIssuer() + server.getAuthorizationEndpoint();
        this.meters = meters;
        this.clock = clock;
    }

    /** What is looked for, and what is over. */
    @Scheduled(initialDelay = 0, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void tidyUp() {
        var looked =
                Stream.of(
                                AuthorizationRow.CODE,
                                AuthorizationRow.REFRESH,
                                AuthorizationRow.ACCESS,
                                FORMER,
                                OVER)
                        .map(field ->
                                new IndexModel(
                                        Indexes.ascending(field), new IndexOptions().sparse(true)))
                        .toList();
        var _ = kept.createIndexes(looked);
        var _ = kept.deleteMany(Filters.lt(OVER, Date.from(clock.instant())));
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        if (!(authorization.getAttribute(Principal.class.getName()) instanceof SignedIn who)) {
            return;
        }
        var id = authorization.getId();
        String foundBy = authorization.getAttribute(AuthorizationRow.FOUND_BY);
        if (foundBy == null) {
            var _ =
                    kept.replaceOne(
                            Filters.eq(AuthorizationRow.ID, id),
                            AuthorizationRow.of(authorization, who)
                                    .append(OVER, Date.from(clock.instant().plus(KEPT))),
                            new ReplaceOptions().upsert(true));
        } else if (isRevoked(authorization)) {
            remove(authorization);
        } else {
            exchange(id, foundBy, authorization, who);
        }
    }

    /** Whoever gives a token back gives back all that came of the same sign-in. */
    private static boolean isRevoked(OAuth2Authorization authorization) {
        var refresh = authorization.getRefreshToken();
        var access = authorization.getAccessToken();
        return (refresh != null && refresh.isInvalidated())
                || (access != null && access.isInvalidated());
    }

    private void exchange(
            String id, String foundBy, OAuth2Authorization authorization, SignedIn who) {
        var update = new Document("$set", AuthorizationRow.tokens(authorization));
        String with = authorization.getAttribute(AuthorizationRow.FOUND_WITH);
        boolean code = foundBy.equals(AuthorizationRow.CODE);
        var asItWas =
                code ? Filters.ne(AuthorizationRow.CODE_USED, true) : Filters.eq(foundBy, with);
        if (foundBy.equals(AuthorizationRow.REFRESH)) {
            update.append("$push", new Document(FORMER, with));
        }
        var exchanged =
                kept.updateOne(Filters.and(Filters.eq(AuthorizationRow.ID, id), asItWas), update);
        if (exchanged.getMatchedCount() == 0) {
            // Two came with the same at once: this is the second.
            end(AuthorizationRow.of(authorization, who), foundBy);
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
        if (code) {
            var client = authorization.getRegisteredClientId();
            audit.note(
                    AuditEvent.APPLICATION_SIGNED_IN,
                    client,
                    Addresses.current(),
                    who.getPrincipal(),
                    null);
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        var _ = kept.deleteOne(Filters.eq(AuthorizationRow.ID, authorization.getId()));
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        // Only a consent that somebody has to give is looked for so, and nobody is asked for one.
        return null;
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        var named = type == null ? "" : type.getValue();
        return switch (named) {
            case OAuth2ParameterNames.CODE -> byCode(token);
            case OAuth2ParameterNames.REFRESH_TOKEN -> byRefreshToken(token);
            case OAuth2ParameterNames.ACCESS_TOKEN -> by(AuthorizationRow.ACCESS, token);
            case "" -> {
                var found = byRefreshToken(token);
                yield found == null ? by(AuthorizationRow.ACCESS, token) : found;
            }
            default -> null;
        };
    }

    private @Nullable OAuth2Authorization byCode(String code) {
        var used =
                kept.find(
                                Filters.and(
                                        Filters.eq(AuthorizationRow.CODE, Hashes.of(code)),
                                        Filters.eq(AuthorizationRow.CODE_USED, true)))
                        .first();
        if (used != null) {
            end(used, AuthorizationRow.CODE);
            return null;
        }
        return by(AuthorizationRow.CODE, code);
    }

    private @Nullable OAuth2Authorization byRefreshToken(String token) {
        var used = kept.find(Filters.eq(FORMER, Hashes.of(token))).first();
        if (used != null) {
            end(used, AuthorizationRow.REFRESH);
            return null;
        }
        return by(AuthorizationRow.REFRESH, token);
    }

    /** Null, too, when they may not go on, or the client is there no more. */
    private @Nullable OAuth2Authorization by(String field, String token) {
        var row = kept.find(Filters.eq(field, Hashes.of(token))).first();
        var client = row == null ? null : clients.findById(row.getString(AuthorizationRow.CLIENT));
        return row == null || client == null || !signIns.mayGoOn(AuthorizationRow.who(row))
                ? null
                : AuthorizationRow.read(row, client, endpoint, field, token);
    }

    private void end(Document row, String what) {
        var client = row.getString(AuthorizationRow.CLIENT);
        log.warn("A {} for {} came a second time: all that came of it ends", what, client);
        meters.counter("wangge.sign.reused", "what", what).increment();
        var _ = kept.deleteOne(Filters.eq(AuthorizationRow.ID, row.getString(AuthorizationRow.ID)));
        audit.note(
                AuditEvent.TOKEN_REUSED,
                client,
                Addresses.current(),
                AuthorizationRow.who(row).getPrincipal(),
                what);
    }
}
