package dev.wangge.gateway.signin;

import static dev.wangge.gateway.signin.Admission.to;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.account.Proofs;
import dev.wangge.gateway.account.Proofs.Tried;
import dev.wangge.gateway.audit.Audit;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.platform.policy.OpenToAnyone;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;

    private final Proofs proofs;
    private final SignIns signIns;
    private final SignInPage page;
    private final Audit audit;
    private final Admission admission;

    SignInPages(Proofs proofs, SignIns signIns, SignInPage page, Audit audit, Admission admission) {
        this.proofs = proofs;
        this.signIns = signIns;
        this.page = page;
        this.audit = audit;
        this.admission = admission;
    }

    @OpenToAnyone
    @GetMapping("/sign-in")
    ResponseEntity<String> signIn(
            @RequestParam Optional<String> lang,
            @RequestParam Optional<String> to,
            HttpServletRequest request) {
        var going = to.flatMap(OwnPath::of);
        return signIns.in(request)
                .map(in -> to(going.orElse(Workplace.of(in.account().roles()).path())))
                .orElseGet(() -> page.shown(request, lang, SignInStep.PASSWORD, going(going)));
    }

    /** Where they go then stays on the page, whatever is wrong on the way. */
    private static Map<String, Object> going(Optional<String> to) {
        return to.<Map<String, Object>>map(path ->
                        Map.of(
                                "to",
                                path,
                                "and_to",
                                "&to=" + URLEncoder.encode(path, StandardCharsets.UTF_8)))
                .orElseGet(Map::of);
    }

    @OpenToAnyone
    @PostMapping(path = "/sign-in", consumes = FORM)
    ResponseEntity<String> password(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String password,
            @RequestParam Optional<String> lang,
            @RequestParam Optional<String> to,
            HttpServletRequest request,
            HttpServletResponse response) {
        var going = to.flatMap(OwnPath::of);
        var again = new HashMap<>(going(going));
        again.put("typed_account", account);
        var id = account.strip().toLowerCase(Locale.ROOT);
        return switch (tried(request, id, () -> proofs.password(id, password))) {
            case Tried.Right(var them) ->
                    admission.goOn(
                            them,
                            new Proof(Proof.PASSWORD, false, going.orElse(null)),
                            lang,
                            request,
                            response);
            case Tried.Wrong() -> page.refused(request, lang, SignInStep.PASSWORD, "wrong", again);
            case Tried.Busy() ->
                    page.refused(request, lang, SignInStep.PASSWORD, "busy", going(going));
        };
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
                ? admission.in(them, signIns.halfBy(request), request, response)
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
        return admission.offerAuthenticator(who.get(), lang, request);
    }

    @OpenToAnyone
    @PostMapping(path = "/sign-in/authenticator", consumes = FORM)
    ResponseEntity<String> authenticator(
            @RequestParam(defaultValue = "") String code,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        var who = enrolling(request);
        var secret = signIns.offered(request);
        if (who.isEmpty() || secret.isEmpty()) {
            return to("/sign-in");
        }
        var enrolled = proofs.enrol(who.get().id(), secret.get(), code);
        if (enrolled.isEmpty()) {
            return page.refused(
                    request,
                    lang,
                    SignInStep.AUTHENTICATOR,
                    "wrong_code",
                    admission.offered(secret.get(), who.get()));
        }
        signIns.offerNoMore(request);
        if (signIns.in(request).isEmpty()) {
            admission.letIn(who.get(), signIns.halfBy(request), request);
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

    @OpenToAnyone
    @PostMapping(path = "/sign-out", consumes = FORM)
    ResponseEntity<String> signOut(HttpServletRequest request) {
        signIns.in(request)
                .map(SignIns.In::account)
                .ifPresent(them -> note(AuditEvent.SIGNED_OUT, them, request));
        signIns.end(request);
        return to("/sign-in");
    }

    private void note(AuditEvent event, Account them, HttpServletRequest request) {
        audit.note(event, them.who(), request.getRemoteAddr(), them.id(), null);
    }

    private Tried tried(HttpServletRequest request, String id, Supplier<Tried> trying) {
        if (admission.isTooMuch(request)) {
            return new Tried.Busy();
        }
        var tried = trying.get();
        if (tried instanceof Tried.Wrong) {
            admission.refused(id, request);
        }
        return tried;
    }
}
