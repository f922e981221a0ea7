package dev.wangge.platform.policy;

import dev.wangge.platform.security.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.web.method.HandlerMethod;

/** Who may call an endpoint. */
public sealed interface Policy {
    /**
     * Callers who hold any of the roles.
     *
     * @param anyOf never empty
     */
    record Roles(Set<Role> anyOf) implements Policy {}

    /** Anyone. */
    record Open() implements Policy {}

    /** Whoever has the link, or the secret. */
    record BySignature() implements Policy {}

    /** What the endpoint says of itself; null where it says nothing, or more than one thing. */
    static @Nullable Policy of(HandlerMethod endpoint) {
        var said = MergedAnnotations.from(endpoint.getMethod());
        var policies =
                Stream.of(
                                said.stream(AllowedTo.class).map(Policy::roles),
                                said.stream(OpenToAnyone.class).map(_ -> new Open()),
                                said.stream(Signed.class).map(_ -> new BySignature()))
                        .flatMap(it -> it)
                        .toList();
        return policies.size() == 1 ? policies.getFirst() : null;
    }

    private static Policy roles(MergedAnnotation<AllowedTo> said) {
        var roles = Arrays.asList(said.getEnumArray("value", Role.class));
        return new Roles(EnumSet.copyOf(roles));
    }
}
