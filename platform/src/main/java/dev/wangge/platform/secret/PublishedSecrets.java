package dev.wangge.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wangge.platform.life.CannotServe;
import dev.wangge.platform.seal.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * What everybody can read guards nothing: a key or a secret that stands in this repository, that
 * anybody would try, or that is configured in plain text, is refused outside a demonstration.
 */
public final class PublishedSecrets {
    private static final Logger log = LoggerFactory.getLogger(PublishedSecrets.class);
    private static final Set<String> PUBLISHED = read();
    private static final String PLAIN = "{noop}";
    private static final String MASTER_KEY = "wangge.master-key";

    private PublishedSecrets() {}

    /**
     * Looks through all settings.
     *
     * @throws CannotServe naming the settings, when this is no demonstration
     */
    public static void refuse(ConfigurableEnvironment environment) {
        var known = new TreeSet<String>();
        SecretSettings.of(environment)
                .forEach((name, value) -> {
                    if (isKnown(value)) {
                        known.add(name);
                    }
                });
        var key = environment.getProperty(MASTER_KEY, "");
        if (!key.isBlank() && MasterKey.of(key).isGuessable()) {
            known.add(MASTER_KEY);
        }
        if (Demonstration.is(environment)) {
            log.warn(
                    "This is a DEMONSTRATION (profile {}): keys and secrets that everybody knows are taken. Never for data of real people. {}",
                    Demonstration.PROFILE,
                    known);
        } else if (!known.isEmpty()) {
            throw new CannotServe(
                    "Everybody knows the key or secret in "
                            + String.join(", ", known)
                            + ", or can read it in the configuration",
                    "Set your own; clients' secrets hashed, as {bcrypt}… For a demonstration without data of real people set SPRING_PROFILES_ACTIVE="
                            + Demonstration.PROFILE);
        }
    }

    /** Whether a secret that somebody comes with is refused here because everybody knows it. */
    public static Predicate<String> refusedIn(Environment environment) {
        return Demonstration.is(environment) ? _ -> false : PUBLISHED::contains;
    }

    private static boolean isKnown(String value) {
        return value.startsWith(PLAIN) || PUBLISHED.contains(value.strip());
    }

    private static Set<String> read() {
        try (var in = PublishedSecrets.class.getResourceAsStream("published.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
