package dev.wangge.gateway.provider.oidc;

import dev.wangge.gateway.provider.VouchedRights;
import dev.wangge.gateway.provider.oidc.OidcSettings.Divisions;
import dev.wangge.gateway.provider.oidc.OidcSettings.Opens;
import dev.wangge.gateway.provider.oidc.OidcSettings.TwoFactors;
import dev.wangge.platform.security.Role;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a provider says of somebody, read as the configuration has it. */
record Claims(Map<String, Object> all) {
    private static final String ACCOUNT = "[a-z][a-z0-9._-]{2,39}";
    private static final String PERSON = "[A-Za-z0-9._-]{1,64}";
    private static final int LONGEST_NAME = 100;

    /** The text at this path; empty where there is none. */
    Optional<String> text(@Nullable String path) {
        return texts(path).stream().findFirst();
    }

    /** The texts at this path: a list of them, or one. */
    private List<String> texts(@Nullable String path) {
        if (path == null) {
            return List.of();
        }
        // An address may stand for a claim's name, dots and all.
        var value = all.containsKey(path) ? all.get(path) : at(path);
        var values = value instanceof Collection<?> many ? many.stream() : Stream.of(value);
        return values.filter(it -> it instanceof String || it instanceof Number)
                .map(String::valueOf)
                .filter(it -> !it.isBlank())
                .toList();
    }

    private @Nullable Object at(String path) {
        Object value = all;
        for (var name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> inside ? inside.get(name) : null;
        }
        return value;
    }

    boolean sayTwoFactors(TwoFactors settings) {
        return texts("acr").stream().anyMatch(settings.acr()::contains)
                || texts("amr").stream().anyMatch(settings.amr()::contains);
    }

    VouchedRights rights(Opens opens) {
        var roles = EnumSet.noneOf(Role.class);
        texts(opens.roles().claim()).stream()
                // Some providers say them in one text, as scopes are.
                .flatMap(text -> Stream.concat(Stream.of(text), Stream.of(text.split("\\s+", -1))))
                .map(opens.roles().of()::get)
                .filter(Objects::nonNull)
                .forEach(roles::add);
        return new VouchedRights(
                text(opens.account()).filter(it -> it.matches(ACCOUNT)).orElse(null),
                text(opens.name()).map(Claims::cut).orElse(""),
                text(opens.person()).filter(it -> it.matches(PERSON)).orElse(null),
                roles,
                divisions(opens.divisions()));
    }

    private List<String> divisions(Divisions settings) {
        return Stream.concat(
                        settings.always().stream(),
                        texts(settings.claim()).stream()
                                .map(text ->
                                        settings.of().isEmpty()
                                                ? text
                                                : settings.of().getOrDefault(text, ""))
                                .filter(Divisions::isOne))
                .distinct()
                .limit(50)
                .toList();
    }

    private static String cut(String name) {
        var line = name.replaceAll("\\p{Cntrl}", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME));
    }
}
