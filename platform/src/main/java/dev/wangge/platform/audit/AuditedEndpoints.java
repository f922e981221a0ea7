package dev.wangge.platform.audit;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Holds endpoints to it that what exports or unmasks says so: one that does not ends the start.
 * What exports is told by its path ({@code :export}) or by a media type that only files have; what
 * unmasks by its answer.
 */
final class AuditedEndpoints implements SmartInitializingSingleton {
    /** What programs and pages are answered with; anything else is a file to keep. */
    private static final Set<String> NO_FILES =
            Set.of("json", "problem+json", "html", "plain", "xml", "event-stream");

    private final ObjectProvider<RequestMappingHandlerMapping> mapped;

    AuditedEndpoints(ObjectProvider<RequestMappingHandlerMapping> mapped) {
        this.mapped = mapped;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var wrong = new TreeSet<String>();
        mapped.stream()
                .flatMap(it -> it.getHandlerMethods().entrySet().stream())
                .filter(it -> it.getValue().getBeanType().getName().startsWith("dev.wangge."))
                .forEach(it -> {
                    var wanted = wanted(it.getKey(), it.getValue());
                    var said = it.getValue().getMethodAnnotation(Audited.class);
                    if (wanted != (said == null ? null : said.value())) {
                        wrong.add(it.getValue().getShortLogMessage() + " wants " + wanted);
                    }
                });
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "What exports or unmasks is Audited, and nothing else is; these are not so: "
                            + wrong);
        }
    }

    static @Nullable AuditedAct wanted(RequestMappingInfo mapping, HandlerMethod handler) {
        if (unmasks(ResolvableType.forMethodReturnType(handler.getMethod()))) {
            return AuditedAct.UNMASKS;
        }
        boolean exports =
                mapping.getPatternValues().stream().anyMatch(path -> path.endsWith(":export"))
                        || mapping.getProducesCondition().getProducibleMediaTypes().stream()
                                .anyMatch(AuditedEndpoints::isOfFiles);
        return exports ? AuditedAct.EXPORTS : null;
    }

    private static boolean isOfFiles(MediaType type) {
        return !type.getType().equals("image") && !NO_FILES.contains(type.getSubtype());
    }

    private static boolean unmasks(ResolvableType answer) {
        if (Unmasked.class.isAssignableFrom(answer.toClass())) {
            return true;
        }
        for (var part : answer.getGenerics()) {
            if (unmasks(part)) {
                return true;
            }
        }
        return false;
    }
}
