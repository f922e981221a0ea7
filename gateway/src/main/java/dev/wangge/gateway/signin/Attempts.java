package dev.wangge.gateway.signin;

import dev.wangge.gateway.provider.Attempt;
import dev.wangge.platform.security.TokenSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Attempts to sign in by another's word, one for a browser: kept in its session, so that nobody
 * comes back with what another one began; taken once, and no more after some minutes.
 */
@Component
class Attempts {
    private static final String ATTEMPT = "attempt";

    private final SignInSettings settings;
    private final InstantSource clock;
    private final String here;

    Attempts(SignInSettings settings, TokenSettings tokens, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.here = tokens.issuer();
    }

    /**
     * One that was begun.
     *
     * @param to where they go then; null where they did not say
     */
    record Begun(Attempt attempt, @Nullable String to) {}

    /** The address of what is done with a provider. */
    static String path(String provider) {
        return "/sign-in/with/" + provider;
    }

    /** A new one; what was begun before in this browser is nothing any more. */
    Attempt begin(HttpServletRequest request, String provider, Optional<String> to) {
        var attempt = Attempt.begin(URI.create(here + path(provider) + "/back"));
        // Plain texts, so that a newer gateway reads what an older one kept.
        var kept = new HashMap<String, String>();
        kept.put("provider", provider);
        kept.put("state", attempt.state());
        kept.put("nonce", attempt.nonce());
        kept.put("verifier", attempt.verifier());
        kept.put("at", clock.instant().toString());
        to.ifPresent(path -> kept.put("to", path));
        request.getSession().setAttribute(ATTEMPT, kept);
        return attempt;
    }

    /**
     * The one of this browser, with this provider, if it is this one that comes back; whether it is
     * or not, there is none after it.
     */
    Optional<Begun> take(HttpServletRequest request, String provider, String state) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTEMPT) instanceof Map<?, ?> kept)) {
            return Optional.empty();
        }
        session.removeAttribute(ATTEMPT);
        boolean isIt =
                provider.equals(kept.get("provider"))
                        && isSame(state, text(kept, "state"))
                        && clock.instant()
                                .isBefore(Instant.parse(text(kept, "at")).plus(settings.attempt()));
        return isIt
                ? Optional.of(
                        new Begun(
                                new Attempt(
                                        state,
                                        text(kept, "nonce"),
                                        text(kept, "verifier"),
                                        URI.create(here + path(provider) + "/back")),
                                kept.get("to") instanceof String to ? to : null))
                : Optional.empty();
    }

    private static String text(Map<?, ?> kept, String name) {
        return String.valueOf(kept.get(name));
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
