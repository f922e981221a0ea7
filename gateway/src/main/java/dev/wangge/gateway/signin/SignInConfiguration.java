package dev.wangge.gateway.signin;

import dev.wangge.platform.security.TokenSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * Sessions lie in the database, for every gateway, and hold an account and since when: nothing of
 * what somebody may. Their cookie is for this site only, and no script reads it.
 */
@Configuration
@EnableSpringHttpSession
@EnableConfigurationProperties(SignInSettings.class)
class SignInConfiguration {
    private static final String[] PAGES = {
        "/", "/sign-in", "/sign-in/**", "/sign-out", "/account", "/account/**", "/password/**"
    };

    private final boolean https;

    SignInConfiguration(TokenSettings tokens) {
        this.https = tokens.issuer().startsWith("https:");
    }

    @Bean
    Sessions sessionRepository(MongoOperations mongo, SignInSettings settings) {
        return new Sessions(mongo, settings.idle());
    }

    @Bean
    CookieSerializer sessionCookie() {
        var cookie = new DefaultCookieSerializer();
        // The prefix has browsers see to it that nobody else of this domain has set it.
        cookie.setCookieName(https ? "__Host-wangge" : "wangge");
        cookie.setCookiePath("/");
        cookie.setUseSecureCookie(https);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }

    /** Where somebody was going when they were asked who they are. */
    @Bean
    HttpSessionRequestCache askedBefore() {
        return new HttpSessionRequestCache();
    }

    /**
     * What a form has to bring back, and a script of our pages in a header: the same as the cookie,
     * which no other site can read.
     */
    @Bean
    CookieCsrfTokenRepository formTokens() {
        var forms = CookieCsrfTokenRepository.withHttpOnlyFalse();
        forms.setCookieName(https ? "__Host-wangge-form" : "wangge-form");
        forms.setCookiePath("/");
        forms.setCookieCustomizer(
                cookie -> cookie.secure(https).sameSite("Lax").maxAge(Duration.ofHours(12)));
        return forms;
    }

    @Bean
    @Order(2)
    SecurityFilterChain signInChain(
            HttpSecurity http, SignIns signIns, CookieCsrfTokenRepository forms, SignInPage page) {
        return http.securityMatcher(PAGES)
                .securityContext(context -> context.securityContextRepository(signIns))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.csrfTokenRepository(forms))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(failures ->
                        failures.accessDeniedHandler((request, response, denied) -> {
                            var told =
                                    page.refused(
                                            request,
                                            language(request),
                                            SignInStep.PASSWORD,
                                            "expired",
                                            Map.of());
                            response.setStatus(told.getStatusCode().value());
                            told.getHeaders()
                                    .forEach((name, values) ->
                                            values.forEach(
                                                    value -> response.addHeader(name, value)));
                            response.getWriter().print(told.getBody());
                        }))
                .build();
    }

    private static Optional<String> language(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("lang"));
    }
}
