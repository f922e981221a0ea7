package dev.wangge.platform.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseListed;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseRead;
import dev.wangge.contracts.audit.v1.AuditFact.ContactShown;
import dev.wangge.contracts.audit.v1.AuditFact.DataExported;
import dev.wangge.platform.event.Ids;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * Calls handlers, and writes down what they did between their end and the first byte of the answer:
 * what cannot be written down is not answered (503). A handler that refuses showed nothing.
 */
final class AuditedHandlers extends RequestMappingHandlerAdapter {
    private static final int LONGEST = 200;
    private static final int REMEMBERED = 50_000;

    private final AuditSink sink;
    private final InstantSource clock;
    private final ConcurrentMap<Method, Optional<Audited>> ofMethods = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> toldLately =
            Caffeine.newBuilder()
                    .maximumSize(REMEMBERED)
                    .expireAfterWrite(Duration.ofHours(1))
                    .build();

    AuditedHandlers(AuditSink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod handler) {
        return new Handler(handler);
    }

    private @Nullable Audited saidOf(HandlerMethod handler) {
        return ofMethods
                .computeIfAbsent(
                        handler.getMethod(),
                        _ -> Optional.ofNullable(handler.getMethodAnnotation(Audited.class)))
                .orElse(null);
    }

    private final class Handler extends ServletInvocableHandlerMethod {
        private final @Nullable Audited audited;

        Handler(HandlerMethod handler) {
            super(handler);
            this.audited = saidOf(handler);
        }

        @Override
        public @Nullable Object invokeForRequest(
                NativeWebRequest request,
                @Nullable ModelAndViewContainer container,
                @Nullable Object... given)
                throws Exception {
            var servlet =
                    Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
            var recording = audited == null ? null : new Recording(servlet, audited.value());
            if (recording != null) {
                AuditedRequest.of(servlet).recordsBy(recording);
            }
            var answer = super.invokeForRequest(request, container, given);
            if (recording != null && !recording.done) {
                requireUnsent(request);
                recording.run();
            }
            var said = AuditedRequest.saidOf(servlet);
            if (said != null) {
                keepReads(said);
            }
            return answer;
        }

        private void requireUnsent(NativeWebRequest request) {
            var response = request.getNativeResponse(HttpServletResponse.class);
            if (response != null && response.isCommitted()) {
                throw new IllegalStateException(
                        getShortLogMessage()
                                + " answers before it is written down; see AuditedRequest.record");
            }
        }
    }

    /** Writes an endpoint's act down, once. */
    private final class Recording implements Runnable {
        private final HttpServletRequest request;
        private final AuditedAct act;
        private boolean done;

        Recording(HttpServletRequest request, AuditedAct act) {
            this.request = request;
            this.act = act;
        }

        @Override
        public void run() {
            if (!done) {
                keep(AuditedRequest.by(), fact());
                done = true;
            }
        }

        private AuditFact fact() {
            var it = AuditedRequest.of(request);
            return switch (act) {
                case UNMASKS ->
                        new ContactShown(
                                it.asked(),
                                Objects.requireNonNull(it.about(), "Nobody said whose it is"),
                                head(it.why()));
                case EXPORTS ->
                        new DataExported(
                                it.asked(),
                                it.about(),
                                head(it.why()),
                                head(request.getQueryString()));
            };
        }
    }

    private void keepReads(AuditedRequest it) {
        if (it.read().isEmpty() && it.listed().isEmpty()) {
            return;
        }
        var notes = new ArrayList<AuditNote>();
        var purpose = AuditedRequest.caller().map(caller -> head(caller.purpose())).orElse(null);
        it.read()
                .forEach((caseId, by) ->
                        notes.add(note(by, new ConfidentialCaseRead(it.asked(), caseId, purpose))));
        var listed = listed(it, purpose);
        notes.addAll(listed);
        it.read().clear();
        it.listed().clear();
        if (!notes.isEmpty()) {
            sink.keep(notes);
            listed.forEach(note -> toldLately.put(note.id(), true));
        }
    }

    /** Those that this caller was not shown in a list within the hour, as far as we remember. */
    private List<AuditNote> listed(AuditedRequest it, @Nullable String purpose) {
        var by = AuditedRequest.by();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var hour = now.truncatedTo(ChronoUnit.HOURS).toString();
        return it.listed().stream()
                .map(caseId ->
                        new AuditNote(
                                // Whoever else tells it tells the same.
                                Ids.of("listed", by, caseId, hour).toString(),
                                now,
                                by,
                                new ConfidentialCaseListed(it.asked(), caseId, purpose)))
                .filter(note -> toldLately.getIfPresent(note.id()) == null)
                .toList();
    }

    private void keep(String by, AuditFact fact) {
        sink.keep(List.of(note(by, fact)));
    }

    private AuditNote note(String by, AuditFact fact) {
        return AuditNote.of(clock.instant(), by, fact);
    }

    private static @Nullable String head(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
