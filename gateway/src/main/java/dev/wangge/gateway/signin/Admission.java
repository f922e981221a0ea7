package dev.wangge.gateway.signin;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.account.Accounts;
import dev.wangge.gateway.account.Proofs;
import dev.wangge.gateway.audit.Audit;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.platform.door.DoorSettings;
import dev.wangge.platform.door.Rates;
import dev.wangge.platform.door.TrustedProxies;
import dev.wangge.platform.page.QrCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.stereotype.Component;

/**
 * What comes after a first proof of who somebody is, whichever it was: the one-time code of those
 * who need or have one, a session under a new name, a record of it, and the way on. And what comes
 * after a proof that was none.
 */
@Component
class Admission {
    private final Accounts accounts;
    private final Proofs proofs;
    private final SignIns signIns;
    private final SignInPage page;
    private final Audit audit;
    private final MeterRegistry meters;
    private final Rates failures;
    private final HttpSessionRequestCache asked;
    private final CookieCsrfTokenRepository forms;

    Admission(
            Accounts accounts,
            Proofs proofs,
            SignIns signIns,
            SignInPage page,
            Audit audit,
            HttpSessionRequestCache asked,
            CookieCsrfTokenRepository forms,
            SignInSettings settings,
            DoorSettings door,
            MeterRegistry meters) {
        this.accounts = accounts;
        this.proofs = proofs;
        this.signIns = signIns;
        this.page = page;
        this.audit = audit;
        this.asked = asked;
        this.forms = forms;
        this.meters = meters;
        this.failures =
                new Rates(
                        settings.failuresOfAddress(),
                        settings.failuresOfAddress(),
                        Duration.ofMinutes(1),
                        door.remembered());
    }

    /** Their first proof was right. */
    ResponseEntity<String> goOn(
            Account them,
            Proof proof,
            Optional<String> lang,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (proof.byTwoThings()) {
            return in(them, proof, request, response);
        }
        if (them.codes() != null) {
            signIns.half(request, them, proof);
            return page.shown(request, lang, SignInStep.CODE, Map.of());
        }
        if (them.needsCodes()) {
            signIns.half(request, them, proof);
            return offerAuthenticator(them, lang, request);
        }
        return in(them, proof, request, response);
    }

    /** All that was needed was right. */
    ResponseEntity<String> in(
            Account them, Proof proof, HttpServletRequest request, HttpServletResponse response) {
        letIn(them, proof, request);
        // What signs forms is another's from now on; a page that was kept on a phone sees by it
        // that
        // somebody has signed in since.
        forms.saveToken(forms.generateToken(request), request, response);
        if (proof.to() != null) {
            return to(proof.to());
        }
        // Where they were going: only an authorization that this gateway itself asked them to sign
        // in for is kept in a session.
        var going = asked.getRequest(request, response);
        if (going == null) {
            return to(Workplace.of(them.roles()).path());
        }
        asked.removeRequest(request, response);
        return page.onwards(request, going.getRedirectUrl());
    }

    /** They are in, and stay on the page they are on. */
    void letIn(Account them, Proof proof, HttpServletRequest request) {
        proofs.signedIn(them.id());
        signIns.whole(request, them.id());
        count("in", proof.by());
        audit.note(
                AuditEvent.SIGNED_IN,
                them.who(),
                request.getRemoteAddr(),
                them.id(),
                proof.by().equals(Proof.PASSWORD) ? null : proof.by());
    }

    /** The secret of an authenticator that is to be theirs. */
    ResponseEntity<String> offerAuthenticator(
            Account them, Optional<String> lang, HttpServletRequest request) {
        var secret = signIns.offered(request).orElseGet(() -> offerNew(request));
        return page.shown(request, lang, SignInStep.AUTHENTICATOR, offered(secret, them));
    }

    private String offerNew(HttpServletRequest request) {
        var secret = proofs.newSecret();
        signIns.offer(request, secret);
        return secret;
    }

    /** As the page shows it. */
    Map<String, Object> offered(String secret, Account account) {
        return Map.of(
                "secret", secret, "qr", QrCode.svg(proofs.authenticatorUri(secret, account.id())));
    }

    /** Whether so many tries from where this one comes from were wrong that none is looked at. */
    boolean isTooMuch(HttpServletRequest request) {
        boolean much = !failures.ahead(TrustedProxies.counted(request.getRemoteAddr())).isZero();
        if (much) {
            meters.counter("wangge.door.refused", "limit", "sign-in-failures").increment();
        }
        return much;
    }

    /** A password or a code was wrong. */
    void refused(String id, HttpServletRequest request) {
        // What was typed for an account that there is not may be somebody's password.
        noteRefused(Proof.PASSWORD, accounts.find(id).map(Account::id).orElse(null), null, request);
    }

    /** A provider knew nobody, or nobody who has an account. */
    void refused(String provider, String why, HttpServletRequest request) {
        noteRefused(provider, null, provider + ": " + why, request);
    }

    private void noteRefused(
            String by,
            @Nullable String about,
            @Nullable String detail,
            HttpServletRequest request) {
        var _ = failures.take(TrustedProxies.counted(request.getRemoteAddr()));
        count("wrong", by);
        audit.note(AuditEvent.SIGN_IN_REFUSED, "unknown", request.getRemoteAddr(), about, detail);
    }

    private void count(String outcome, String by) {
        meters.counter("wangge.sign.ins", "outcome", outcome, "by", by).increment();
    }

    /** On to another page of ours. */
    static ResponseEntity<String> to(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(address)).build();
    }
}
