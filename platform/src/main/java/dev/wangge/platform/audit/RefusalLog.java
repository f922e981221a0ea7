package dev.wangge.platform.audit;

import dev.wangge.contracts.audit.v1.AuditFact.Call;
import dev.wangge.contracts.audit.v1.AuditFact.CallRefused;
import dev.wangge.contracts.audit.v1.AuditFact.RefusalsDropped;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.RefusalWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Who was refused for who they are. A refusal is told at once and written down within seconds; the
 * same of one moment is one record with its number, and who asks for a thousand different things
 * fills no database: what is beyond the bound is counted, and the trail says how many those were.
 */
final class RefusalLog implements RefusalWatch {
    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

    /** Different ones that are kept between two writings. */
    private static final int MOST = 100;

    /** Of the path, what says what it is about; other variables may be secrets. */
    private static final List<String> ABOUT = List.of("id", "code", "set", "month");

    /** Ids and codes of ours: no name, and no phone. */
    private static final Pattern OURS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

    private static final Pattern PHONE = Pattern.compile("(?:86)?1[3-9]\\d{9}|0\\d{9,11}");

    /** Those, too, that no role would have helped. */
    private static final Set<String> FOR_WHO_THEY_ARE =
            Set.of(ProblemType.VERIFIER_IS_HANDLER.slug(), ProblemType.SAME_PERSON.slug());

    private final AuditSink sink;
    private final InstantSource clock;
    private final Counter dropped;
    private Map<Refusal, Seen> waiting = new LinkedHashMap<>();
    private long untold;

    RefusalLog(AuditSink sink, InstantSource clock, MeterRegistry metrics) {
        this.sink = sink;
        this.clock = clock;
        this.dropped =
                Counter.builder("wangge.audit.refusals.dropped")
                        .description(
                                "Refusals that were not written down, as too many came at once")
                        .register(metrics);
    }

    private record Refusal(String by, Call call, @Nullable String about, String why) {}

    private record Seen(Instant first, long times) {
        Seen and(Seen later) {
            return new Seen(first, times + later.times);
        }
    }

    @Override
    public void refused(HttpServletRequest request, Problem problem) {
        if (problem.status() != HttpStatus.FORBIDDEN
                && !FOR_WHO_THEY_ARE.contains(problem.slug())) {
            return;
        }
        var refusal =
                new Refusal(
                        AuditedRequest.by(),
                        AuditedRequest.of(request).asked(),
                        about(request),
                        problem.slug());
        add(refusal, new Seen(clock.instant(), 1));
    }

    private synchronized void add(Refusal refusal, Seen seen) {
        if (waiting.size() >= MOST && !waiting.containsKey(refusal)) {
            dropped.increment((double) seen.times());
            untold += seen.times();
        } else {
            waiting.merge(refusal, seen, Seen::and);
        }
    }

    private static @Nullable String about(HttpServletRequest request) {
        if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables)) {
            return null;
        }
        return ABOUT.stream()
                .map(variables::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(it -> OURS.matcher(it).matches() && !PHONE.matcher(it).matches())
                .findFirst()
                .orElse(null);
    }

    /** Writes down what came since; what cannot be written waits, as much as there is room for. */
    @Scheduled(fixedDelay = 2_000)
    void write() {
        Map<Refusal, Seen> taken;
        long lost;
        synchronized (this) {
            taken = waiting;
            lost = untold;
            waiting = new LinkedHashMap<>();
            untold = 0;
        }
        if (taken.isEmpty() && lost == 0) {
            return;
        }
        var notes = new ArrayList<AuditNote>();
        taken.forEach((it, seen) ->
                notes.add(
                        AuditNote.of(
                                seen.first(),
                                it.by(),
                                new CallRefused(it.call(), it.about(), it.why(), seen.times()))));
        if (lost > 0) {
            notes.add(AuditNote.of(clock.instant(), "system", new RefusalsDropped(lost)));
        }
        try {
            sink.keep(notes);
        } catch (RuntimeException e) {
            log.warn("{} refusals wait to be written down: {}", taken.size(), e.getMessage());
            putBack(taken, lost);
        }
    }

    private synchronized void putBack(Map<Refusal, Seen> taken, long lost) {
        var since = waiting;
        waiting = taken;
        untold += lost;
        since.forEach(this::add);
    }

    @PreDestroy
    void last() {
        write();
    }
}
