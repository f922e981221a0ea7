package dev.wangge.platform.audit;

import dev.wangge.contracts.audit.v1.AuditFact.Call;
import dev.wangge.platform.log.Routes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What the audit trail is to know of the request that is being answered. Whatever reads a
 * confidential case says so here, wherever the endpoint is; it is written down when the handler is
 * done, and before anything of its answer leaves.
 */
public final class AuditedRequest {
    private static final String ATTRIBUTE = AuditedRequest.class.getName();

    private final HttpServletRequest request;

    /** Confidential cases that it reads, by whom. */
    private final Map<String, String> read = new LinkedHashMap<>();

    /** Confidential cases that stand in a list of it. */
    private final Set<String> listed = new LinkedHashSet<>();

    private @Nullable String about;
    private @Nullable String why;
    private @Nullable Runnable recording;

    private AuditedRequest(HttpServletRequest request) {
        this.request = request;
    }

    static AuditedRequest of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof AuditedRequest there) {
            return there;
        }
        var fresh = new AuditedRequest(request);
        request.setAttribute(ATTRIBUTE, fresh);
        return fresh;
    }

    /** What was said of a request so far; null where nothing was. */
    static @Nullable AuditedRequest saidOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof AuditedRequest there ? there : null;
    }

    private static Optional<AuditedRequest> current() {
        return RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes attributes
                ? Optional.of(of(attributes.getRequest()))
                : Optional.empty();
    }

    /** The caller reads this confidential case. */
    public static void readsConfidential(String caseId) {
        current().ifPresent(it -> it.read.put(caseId, by()));
    }

    /** This confidential case stands in a list that the caller reads. */
    public static void listsConfidential(String caseId) {
        current().ifPresent(it -> it.listed.add(caseId));
    }

    /** Whoever has a link to it reads this confidential case. */
    public static void readsConfidential(String caseId, String recipient) {
        current().ifPresent(it -> it.read.put(caseId, recipient));
    }

    /** What an {@link Audited} endpoint does is about this, for this purpose. */
    public static void isAbout(String about, @Nullable String purpose) {
        current()
                .ifPresent(it -> {
                    it.about = about;
                    it.why = purpose;
                });
    }

    /**
     * Writes it down now, for a handler that writes its answer by itself: before the first byte,
     * and after all that could refuse it.
     */
    public static void record() {
        current().map(it -> it.recording).ifPresent(Runnable::run);
    }

    /** How the present request asks; nothing of it outside of one. */
    public static Call call() {
        return current().map(AuditedRequest::asked).orElse(Call.NONE);
    }

    void recordsBy(Runnable recording) {
        this.recording = recording;
    }

    Map<String, String> read() {
        return read;
    }

    Set<String> listed() {
        return listed;
    }

    @Nullable String about() {
        return about;
    }

    @Nullable String why() {
        return why;
    }

    Call asked() {
        return new Call(
                String.valueOf(request.getRemoteAddr()),
                request.getMethod() + " " + Routes.of(request),
                caller().map(Caller::delegator).orElse(null));
    }

    /** Who calls; unknown where nobody proved who they are. */
    static String by() {
        return caller().map(Caller::by).orElse(AuditNote.UNKNOWN);
    }

    static Optional<Caller> caller() {
        try {
            return Optional.of(Caller.current());
        } catch (Problem nobody) {
            return Optional.empty();
        }
    }
}
