package dev.wangge.gateway.signin;

import dev.wangge.gateway.pages.ChosenLanguage;
import dev.wangge.gateway.provider.IdentityProviders;
import dev.wangge.platform.page.PageTemplate;
import dev.wangge.platform.text.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** One template for all steps: plain forms, in three languages, without script. */
@Component
class SignInPage {
    private final PageTemplate template = new PageTemplate(SignInPage.class, "sign-in", "sign-in");

    private final IdentityProviders providers;

    SignInPage(IdentityProviders providers) {
        this.providers = providers;
    }

    ResponseEntity<String> shown(
            HttpServletRequest request,
            Optional<String> lang,
            SignInStep step,
            Map<String, ?> more) {
        return answer(HttpStatus.OK, request, lang, step, more);
    }

    /** The same step once more, with what was wrong. */
    ResponseEntity<String> refused(
            HttpServletRequest request,
            Optional<String> lang,
            SignInStep step,
            String why,
            Map<String, ?> more) {
        var status =
                switch (why) {
                    case "busy" -> HttpStatus.TOO_MANY_REQUESTS;
                    case "away" -> HttpStatus.SERVICE_UNAVAILABLE;
                    default -> HttpStatus.FORBIDDEN;
                };
        return answer(status, request, lang, step, with(more, "why", "refused_" + why));
    }

    /**
     * On to an address of ours that leads elsewhere. Browsers let no form lead there, so it is the
     * page that does.
     */
    ResponseEntity<String> onwards(HttpServletRequest request, String address) {
        return answer(
                HttpStatus.OK,
                request,
                Optional.empty(),
                SignInStep.ONWARDS,
                Map.of("address", address));
    }

    private static Map<String, Object> with(Map<String, ?> more, String name, Object value) {
        var all = new HashMap<String, Object>(more);
        all.put(name, value);
        return all;
    }

    private ResponseEntity<String> answer(
            HttpStatus status,
            HttpServletRequest request,
            Optional<String> lang,
            SignInStep step,
            Map<String, ?> more) {
        var language = lang.filter(Languages::isSpoken).orElseGet(() -> ChosenLanguage.of(request));
        var model = template.model(language);
        model.putAll(more);
        model.put("step_" + step.spelled(), true);
        model.put("heading", model.get("heading_" + step.spelled()));
        model.put("here", request.getRequestURI());
        model.put("providers", offered(language, String.valueOf(model.get("do_sign_in_with"))));
        if (more.get("why") instanceof String why) {
            model.put("refused", model.get(why));
        }
        if (more.get("roles") instanceof Set<?> roles) {
            model.put(
                    "roles",
                    roles.stream()
                            .map(role -> String.valueOf(model.get("role_" + role)))
                            .collect(Collectors.joining(" · ")));
        }
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf) {
            model.put("csrf", csrf.getToken());
        }
        return template.shown(status, model);
    }

    /** Who else says who people are, each with its button. */
    private List<Map<String, String>> offered(String language, String pattern) {
        return providers.all().stream()
                .map(it ->
                        Map.of(
                                "id", it.id(),
                                "path", Attempts.path(it.id()),
                                "button", MessageFormat.format(pattern, it.named(language))))
                .toList();
    }
}
