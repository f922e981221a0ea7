package dev.wangge.platform.secret;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Which settings hold a secret: their names say so, wherever they are set. */
public final class SecretSettings {
    private static final Pattern SECRET =
            Pattern.compile("(^|-)(secret|password|passwd|token|(master|private|api|secret)-key)$");

    private SecretSettings() {}

    /** The values that are set, by the names they are set under. */
    public static Map<String, String> of(ConfigurableEnvironment environment) {
        var found = new TreeMap<String, String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> named) {
                for (var name : named.getPropertyNames()) {
                    var value = isSecret(name) ? value(environment, named, name) : null;
                    if (value != null && !value.isBlank()) {
                        found.putIfAbsent(name, value);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isSecret(String name) {
        var words = name.toLowerCase(Locale.ROOT).replaceAll("[._]", "-");
        return SECRET.matcher(words).find();
    }

    private static @Nullable String value(
            ConfigurableEnvironment environment, EnumerablePropertySource<?> source, String name) {
        try {
            return environment.getProperty(name);
        } catch (IllegalArgumentException unresolvable) {
            var raw = source.getProperty(name);
            return raw == null ? null : raw.toString();
        }
    }
}
