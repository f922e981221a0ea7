package dev.wangge.platform.policy;

import dev.wangge.platform.security.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * All endpoints of this service, each with who may call it. One that does not say ends the start.
 */
public final class Endpoints implements SmartInitializingSingleton {
    private final ObjectProvider<RequestMappingHandlerMapping> mapped;

    /**
     * One of them.
     *
     * @param path as it is mapped, with its variables in braces
     * @param takes the first media type that it takes; any where it does not say
     */
    public record Endpoint(String method, String path, MediaType takes, Policy policy) {
        /** The roles that may call it, as tokens spell them; or open, or signed. */
        public List<String> says() {
            return switch (policy) {
                case Policy.Roles roles -> roles.anyOf().stream().map(Role::spelled).toList();
                case Policy.Open _ -> List.of("open");
                case Policy.BySignature _ -> List.of("signed");
            };
        }
    }

    Endpoints(ObjectProvider<RequestMappingHandlerMapping> mapped) {
        this.mapped = mapped;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var silent =
                ours().filter(it -> Policy.of(it) == null)
                        .map(HandlerMethod::getShortLogMessage)
                        .sorted()
                        .toList();
        if (!silent.isEmpty()) {
            throw new IllegalStateException(
                    "Each endpoint says once who may call it (AllowedTo, OpenToAnyone, Signed);"
                            + " these do not: "
                            + silent);
        }
    }

    private Stream<HandlerMethod> ours() {
        return mapped.stream()
                .flatMap(it -> it.getHandlerMethods().values().stream())
                .filter(it -> !PolicyInterceptor.isOfALibrary(it));
    }

    /** All of them, by path. */
    public List<Endpoint> all() {
        var all = new ArrayList<Endpoint>();
        mapped.stream()
                .flatMap(it -> it.getHandlerMethods().entrySet().stream())
                .forEach(it -> {
                    var policy = Policy.of(it.getValue());
                    if (policy != null) {
                        all.addAll(endpoints(it.getKey(), policy));
                    }
                });
        all.sort(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method));
        return all;
    }

    private static List<Endpoint> endpoints(RequestMappingInfo mapping, Policy policy) {
        var takes =
                mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                        .findFirst()
                        .orElse(MediaType.ALL);
        return mapping.getPatternValues().stream()
                .flatMap(path ->
                        mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> new Endpoint(method.name(), path, takes, policy)))
                .toList();
    }
}
