package dev.wangge.gateway.signin;

import dev.wangge.gateway.account.VouchedAccounts;
import dev.wangge.gateway.provider.Answer;
import dev.wangge.gateway.provider.Answer.Vouched;
import dev.wangge.gateway.provider.IdentityProvider;
import dev.wangge.gateway.provider.IdentityProviders;
import dev.wangge.gateway.provider.ProviderAway;
import dev.wangge.gateway.signin.Attempts.Begun;
import dev.wangge.platform.policy.OpenToAnyone;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Signing in by another's word: a browser is sent to the provider, and comes back with a code. From
 * there on it goes as after a password.
 */
@Hidden // Pages, for people.
@RestController
@RequestMapping("/sign-in/with/{provider}")
class ProviderPages {
    private final IdentityProviders providers;
    private final VouchedAccounts accounts;
    private final Attempts attempts;
    private final Admission admission;
    private final SignInPage page;

    ProviderPages(
            IdentityProviders providers,
            VouchedAccounts accounts,
            Attempts attempts,
            Admission admission,
            SignInPage page) {
        this.providers = providers;
        this.accounts = accounts;
        this.attempts = attempts;
        this.admission = admission;
        this.page = page;
    }

    @OpenToAnyone
    @GetMapping
    ResponseEntity<String> away(
            @PathVariable String provider,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        var asked = provider(provider);
        var attempt = attempts.begin(request, provider, to.flatMap(OwnPath::of));
        try {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(asked.asks(attempt))
                    .build();
        } catch (ProviderAway e) {
            return refused(request, lang, "away");
        }
    }

    @OpenToAnyone
    @GetMapping("/back")
    ResponseEntity<String> back(
            @PathVariable String provider,
            @RequestParam MultiValueMap<String, String> sent,
            HttpServletRequest request,
            HttpServletResponse response) {
        var asked = provider(provider);
        // Each provider adds some of its own, which are to be ignored (RFC 6749, 4.1.2).
        var lang = Optional.ofNullable(sent.getFirst("lang"));
        var code = only(sent, "code");
        if (admission.isTooMuch(request)) {
            return refused(request, lang, "busy");
        }
        var begun = attempts.take(request, provider, only(sent, "state"));
        if (begun.isEmpty()) {
            return refused(request, lang, "expired");
        }
        if (code.isEmpty()) {
            // It says so itself: they went back, or it does not let them.
            admission.refused(provider, "not-let-in", request);
            return refused(request, lang, "not_vouched");
        }
        try {
            return switch (asked.answer(begun.get().attempt(), code)) {
                case Vouched vouched ->
                        goOn(provider, vouched, begun.get(), lang, request, response);
                case Answer.Refused(var why) -> {
                    admission.refused(provider, why, request);
                    yield refused(request, lang, "not_vouched");
                }
            };
        } catch (ProviderAway e) {
            return refused(request, lang, "away");
        }
    }

    private ResponseEntity<String> goOn(
            String provider,
            Vouched vouched,
            Begun begun,
            Optional<String> lang,
            HttpServletRequest request,
            HttpServletResponse response) {
        var them = accounts.of(provider, vouched);
        if (them.isEmpty()) {
            admission.refused(provider, "no-account", request);
            return refused(request, lang, "unknown_here");
        }
        return admission.goOn(
                them.get(),
                new Proof(provider, vouched.byTwoThings(), begun.to()),
                lang,
                request,
                response);
    }

    /** Of two it is neither. */
    private static String only(MultiValueMap<String, String> sent, String name) {
        var values = sent.getOrDefault(name, List.of());
        return values.size() == 1 ? Objects.requireNonNullElse(values.getFirst(), "") : "";
    }

    private ResponseEntity<String> refused(
            HttpServletRequest request, Optional<String> lang, String why) {
        return page.refused(request, lang, SignInStep.PASSWORD, why, Map.of());
    }

    private IdentityProvider provider(String id) {
        return providers
                .find(id)
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "Nobody signs in by that"));
    }
}
