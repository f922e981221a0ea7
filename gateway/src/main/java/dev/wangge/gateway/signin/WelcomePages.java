package dev.wangge.gateway.signin;

import static dev.wangge.gateway.signin.Admission.to;

import dev.wangge.gateway.account.Demonstrated;
import dev.wangge.gateway.account.Proofs.Tried;
import dev.wangge.gateway.pages.ChosenLanguage;
import dev.wangge.platform.page.PageTemplate;
import dev.wangge.platform.policy.OpenToAnyone;
import dev.wangge.platform.text.Languages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where someone who only knows the address begins. In a demonstration one tap signs in as somebody
 * of each role.
 */
@Hidden // Pages, for people.
@RestController
class WelcomePages {
    private final PageTemplate template =
            new PageTemplate(WelcomePages.class, "welcome", "sign-in");

    private final Demonstrated demonstrated;
    private final Admission admission;
    private final SignIns signIns;

    WelcomePages(Demonstrated demonstrated, Admission admission, SignIns signIns) {
        this.demonstrated = demonstrated;
        this.admission = admission;
        this.signIns = signIns;
    }

    @OpenToAnyone
    @GetMapping("/")
    ResponseEntity<String> welcome(
            @RequestParam Optional<String> lang, HttpServletRequest request) {
        var language = lang.filter(Languages::isSpoken).orElseGet(() -> ChosenLanguage.of(request));
        var model = template.model(language);
        signIns.in(request)
                .ifPresent(in -> {
                    model.put("name", in.account().name());
                    model.put("workplace", Workplace.of(in.account().roles()).path());
                });
        // Who works on cases first.
        var people =
                demonstrated.everybody().stream()
                        .sorted(Comparator.comparing(it -> Workplace.of(Set.of(it.role()))))
                        .map(one -> card(one, model))
                        .toList();
        model.put("demonstration", !people.isEmpty());
        model.put("people", people);
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf) {
            model.put("csrf", csrf.getToken());
        }
        return template.shown(HttpStatus.OK, model);
    }

    /** The password of one who is in a demonstration, typed by the page. */
    @OpenToAnyone
    @PostMapping(path = "/sign-in/as", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> as(
            @RequestParam(defaultValue = "") String account,
            @RequestParam Optional<String> lang,
            HttpServletRequest request,
            HttpServletResponse response) {
        return demonstrated.as(account) instanceof Tried.Right(var them)
                ? admission.goOn(them, Proof.byPassword(), lang, request, response)
                : to("/sign-in");
    }

    private static Map<String, String> card(
            Demonstrated.Somebody one, Map<String, @Nullable Object> phrases) {
        return Map.of(
                "account",
                one.account(),
                "called",
                one.name(),
                "role",
                String.valueOf(phrases.get("role_" + one.role())),
                "where",
                String.valueOf(phrases.get("where_" + Workplace.of(Set.of(one.role())))));
    }
}
