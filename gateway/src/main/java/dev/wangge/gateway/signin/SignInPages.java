package dev.wangge.gateway.signin;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.account.Accounts;
import dev.wangge.gateway.account.Proofs;
import dev.wangge.gateway.account.Proofs.Tried;
import dev.wangge.gateway.audit.Audit;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.platform.door.DoorSettings;
import dev.wangge.platform.door.Rates;
import dev.wangge.platform.door.TrustedProxies;
import dev.wangge.platform.page.QrCode;
import dev.wangge.platform.policy.OpenToAnyone;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who is there: a password, and for administrators and whoever wants it a one-time code. A wrong
 * name, a wrong password and an account that may not be tried at the moment look the same.
 */
@Hidden // Pages, for people.
@RestController
class SignInPages {
    private static final String AUTHENTICATOR = "newAuthenticator";
    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;

    private final Accounts accounts;
    private final Proofs proofs;
    private final SignIns signIns;
    private final SignInPage page;
    private final Audit audit;
    private final MeterRegistry meters;
    private final Rates failures;
    private final HttpSessionRequestCache asked;

    SignInPages(
            Accounts accounts,
            Proofs proofs,
            SignIns signIns,
            SignInPage page,
            Audit audit,
            HttpSessionRequestCache asked,
            SignInSettings settings,
            DoorSettings door,
            MeterRegistry meters) {
        this.accounts = accounts;
        this.proofs = proofs;
        this.signIns = signIns;
        this.page = page;
        this.audit = audit;
        this.asked = asked;
        this.meters = meters;
        this.failures =
                new Rates(
                        settings.failuresOfAddress(),
                        settings.failuresOfAddress(),
                        Duration.ofMinutes(1),
                        door.remembered());
    }

    @OpenToAnyone
    @GetMapping("/sign-in")
    ResponseEntity<String> signIn(@RequestParam Optional<String> lang, HttpServletRequest request) {
        return signIns.in(request).isPresent()
                ? to("/account")
                : page.shown(request, lang, SignInStep.PASSWORD, Map.of());
    }

    @OpenToAnyone
    @PostMapping(path = "/sign-in", consumes = FORM)
    ResponseEntity<String> password(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String password,
            @RequestParam Optional<String> lang,
            HttpServletRequest request,
            HttpServletResponse response) {
        var id = account.strip().toLowerCase(Locale.ROOT);
        return switch (tried(request, id, () -> proofs.password(id, password))) {
            case Tried.Right(var them) -> goOn(them, lang, request, response);
            case Tried.Wrong() ->
                    page.refused(
                            request,
                            lang,
                            SignInStep.PASSWORD,
                            "wrong",
                            Map.of("typed_account", account));
            case Tried.Busy() -> page.refused(request, lang, SignInStep.PASSWORD, "busy", Map.of());
        };
    }

    private ResponseEntity<String> goOn(
            Account them,
            Optional<String> lang,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (them.codes() != null) {
            signIns.half(request, them);
            return page.shown(request, lang, SignInStep.CODE, Map.of());
        }
        if (them.needsCodes()) {
            signIns.half(request, them);
            return authenticator(lang, request);
        }
        return in(them, request, response);
    }

    @OpenToAnyone
    @GetMapping("/sign-in/code")
    ResponseEntity<String> code(@RequestParam Optional<String> lang, HttpServletRequest request) {
        return signIns.half(request).isEmpty()
                ? to("/sign-in")
                : page.shown(request, lang, SignInStep.CODE, Map.of());
    }

    @OpenToAnyone
    @PostMapping(path = "/sign-in/code", consumes = FORM)
    ResponseEntity<String> code(
            @RequestParam(defaultValue = "") String code,
            @RequestParam Optional<String> lang,
            HttpServletRequest request,
            HttpServletResponse response) {
        var half = signIns.half(request);
        if (half.isEmpty()) {
            return to("/sign-in");
        }
        return tried(request, half.get().id(), () -> proofs.code(half.get().id(), code))
                        instanceof Tried.Right(var them)
                ? in(them, request, response)
                : page.refused(request, lang, SignInStep.CODE, "wrong_code", Map.of());
    }

    /** For an administrator who has none yet, and for whoever is in and wants one. */
    @OpenToAnyone
    @GetMapping("/sign-in/authenticator")
    ResponseEntity<String> authenticator(
            @RequestParam Optional<String> lang, HttpServletRequest request) {
        var who = enrolling(request);
        if (who.isEmpty()) {
            return to("/sign-in");
        }
        var session = request.getSession();
        var secret =
                session.getAttribute(AUTHENTICATOR) instanceof String before
                        ? before
                        : proofs.newSecret();
        session.setAttribute(AUTHENTICATOR, secret);
        return page.shown(request, lang, SignInStep.AUTHENTICATOR, offered(secret, who.get()));
    }

    @OpenToAnyone
    @PostMapping(path = "/sign-in/authenticator", consumes = FORM)
    ResponseEntity<String> authenticator(
            @RequestParam(defaultValue = "") String code,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        var who = enrolling(request);
        if (who.isEmpty()
                || !(request.getSession().getAttribute(AUTHENTICATOR) instanceof String secret)) {
            return to("/sign-in");
        }
        var enrolled = proofs.enrol(who.get().id(), secret, code);
        if (enrolled.isEmpty()) {
            return page.refused(
                    request,
                    lang,
                    SignInStep.AUTHENTICATOR,
                    "wrong_code",
                    offered(secret, who.get()));
        }
        request.getSession().removeAttribute(AUTHENTICATOR);
        if (signIns.in(request).isEmpty()) {
            letIn(who.get(), request);
        }
        return page.shown(
                request,
                lang,
                SignInStep.RECOVERY,
                Map.of("recovery", List.copyOf(enrolled.get().recoveryCodes())));
    }

    /** Who may be given an authenticator here: nobody who has one. */
    private Optional<Account> enrolling(HttpServletRequest request) {
        return signIns.in(request)
                .map(SignIns.In::account)
                .or(() -> signIns.half(request))
                .filter(it -> it.codes() == null);
    }

    private Map<String, Object> offered(String secret, Account account) {
        return Map.of(
                "secret", secret, "qr", QrCode.svg(proofs.authenticatorUri(secret, account.id())));
    }

    private ResponseEntity<String> in(
            Account them, HttpServletRequest request, HttpServletResponse response) {
        letIn(them, request);
        // Where they were going: only an authorization that this gateway itself asked them to sign
        // in for is kept in a session.
        var going = asked.getRequest(request, response);
        if (going == null) {
            return to("/account");
        }
        asked.removeRequest(request, response);
        return page.onwards(request, going.getRedirectUrl());
    }

    @OpenToAnyone
    @PostMapping(path = "/sign-out", consumes = FORM)
    ResponseEntity<String> signOut(HttpServletRequest request) {
        signIns.in(request)
                .map(SignIns.In::account)
                .ifPresent(them -> note(AuditEvent.SIGNED_OUT, them, request));
        signIns.end(request);
        return to("/sign-in");
    }

    private void letIn(Account them, HttpServletRequest request) {
        proofs.signedIn(them.id());
        signIns.whole(request, them.id());
        meters.counter("wangge.sign.ins", "outcome", "in").increment();
        note(AuditEvent.SIGNED_IN, them, request);
    }

    private void note(AuditEvent event, Account them, HttpServletRequest request) {
        audit.note(event, them.who(), request.getRemoteAddr(), them.id(), null);
    }

    private Tried tried(HttpServletRequest request, String id, Supplier<Tried> trying) {
        var address = TrustedProxies.counted(request.getRemoteAddr());
        if (!failures.ahead(address).isZero()) {
            meters.counter("wangge.door.refused", "limit", "sign-in-failures").increment();
            return new Tried.Busy();
        }
        var tried = trying.get();
        if (tried instanceof Tried.Wrong) {
            var _ = failures.take(address);
            meters.counter("wangge.sign.ins", "outcome", "wrong").increment();
            // What was typed for an account that there is not may be somebody's password.
            var about = accounts.find(id).map(Account::id).orElse(null);
            audit.note(AuditEvent.SIGN_IN_REFUSED, "unknown", request.getRemoteAddr(), about, null);
        }
        return tried;
    }

    private static ResponseEntity<String> to(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(address)).build();
    }
}
