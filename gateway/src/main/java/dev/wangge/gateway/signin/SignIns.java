package dev.wangge.gateway.signin;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.account.Accounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Who is signed in, as sessions remember it: an account and since when. Whether they still may be
 * is asked of the account each time, so that who is sent out is out at once.
 */
@Component
public class SignIns implements SecurityContextRepository {
    private static final String ACCOUNT = "account";
    private static final String AT = "signedInAt";
    private static final String HALF = "halfSignedIn";
    private static final String HALF_AT = "halfSignedInAt";
    private static final String HALF_BY = "halfSignedInBy";
    private static final String TO = "goingTo";
    private static final String OFFERED = "newAuthenticator";

    private final Accounts accounts;
    private final SignInSettings settings;
    private final InstantSource clock;
    private final LastUse lastUse;

    SignIns(Accounts accounts, SignInSettings settings, InstantSource clock) {
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
        lastUse = new LastUse(settings.idle(), clock);
    }

    /** Somebody who is signed in, and what they may as it is now. */
    public record In(SignedIn signIn, Account account) {}

    /**
     * Who is signed in here, and uses it: a page that asks by itself at a desk that was left keeps
     * nobody in.
     */
    public Optional<In> in(HttpServletRequest request) {
        return session(request)
                .filter(session -> session.getAttribute(ACCOUNT) != null)
                .filter(session -> lastUse.goesOn(session, request))
                .map(session ->
                        new SignedIn(
                                String.valueOf(session.getAttribute(ACCOUNT)), at(session, AT)))
                .flatMap(signIn -> account(signIn).map(account -> new In(signIn, account)));
    }

    /** Whether a sign-in is still good. */
    public boolean mayGoOn(SignedIn signedIn) {
        return account(signedIn).isPresent();
    }

    /** Who it is, as they are now; empty when the sign-in is good no more. */
    public Optional<Account> account(SignedIn signedIn) {
        return accounts.signedIn(signedIn.getPrincipal(), signedIn.at());
    }

    /** Their first proof was right, and something else is to come. */
    void half(HttpServletRequest request, Account account, Proof proof) {
        var session = renewed(request);
        session.setAttribute(HALF, account.id());
        session.setAttribute(HALF_AT, clock.millis());
        session.setAttribute(HALF_BY, proof.by());
        session.setAttribute(TO, proof.to());
        // What was offered to somebody else here is nobody's.
        session.removeAttribute(OFFERED);
    }

    /** By what the first proof was given of whoever is half in. */
    Proof halfBy(HttpServletRequest request) {
        return session(request)
                .filter(session -> session.getAttribute(HALF_BY) instanceof String)
                .map(session ->
                        new Proof(
                                String.valueOf(session.getAttribute(HALF_BY)),
                                false,
                                session.getAttribute(TO) instanceof String to ? to : null))
                .orElseGet(Proof::byPassword);
    }

    /** Whose first proof was right a short while ago, and is still: nobody took it since. */
    Optional<Account> half(HttpServletRequest request) {
        return session(request)
                .filter(session ->
                        session.getAttribute(HALF) != null
                                && clock.instant()
                                        .isBefore(at(session, HALF_AT).plus(settings.half())))
                .flatMap(session ->
                        accounts.signedIn(
                                String.valueOf(session.getAttribute(HALF)), at(session, HALF_AT)));
    }

    /** An authenticator is to be given this secret. */
    void offer(HttpServletRequest request, String secret) {
        request.getSession().setAttribute(OFFERED, secret);
    }

    /** The secret that was offered, and is nobody's yet. */
    Optional<String> offered(HttpServletRequest request) {
        return session(request)
                .map(session -> session.getAttribute(OFFERED))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** It is somebody's now. */
    void offerNoMore(HttpServletRequest request) {
        session(request).ifPresent(session -> session.removeAttribute(OFFERED));
    }

    /** They are in. */
    void whole(HttpServletRequest request, String account) {
        var session = renewed(request);
        session.removeAttribute(HALF);
        session.removeAttribute(HALF_AT);
        session.removeAttribute(HALF_BY);
        session.removeAttribute(TO);
        session.setAttribute(ACCOUNT, account);
        session.setAttribute(AT, clock.millis());
        lastUse.begin(session);
    }

    /** They are out, here. */
    void end(HttpServletRequest request) {
        session(request).ifPresent(HttpSession::invalidate);
    }

    /** Nobody who knew the name of the session before knows it now. */
    private static HttpSession renewed(HttpServletRequest request) {
        var session = request.getSession();
        if (!session.isNew()) {
            var _ = request.changeSessionId();
        }
        return request.getSession();
    }

    private static Instant at(HttpSession session, String attribute) {
        return session.getAttribute(attribute) instanceof Long millis
                ? Instant.ofEpochMilli(millis)
                : Instant.EPOCH;
    }

    private static Optional<HttpSession> session(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false));
    }

    @Override
    @SuppressWarnings("deprecation") // The interface still asks for it.
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        var context = SecurityContextHolder.createEmptyContext();
        in(holder.getRequest()).map(In::signIn).ifPresent(context::setAuthentication);
        return context;
    }

    @Override
    public void saveContext(
            SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        // Only whoever shows who they are signs in.
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return session(request).filter(it -> it.getAttribute(ACCOUNT) != null).isPresent();
    }
}
