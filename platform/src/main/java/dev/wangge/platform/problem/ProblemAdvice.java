package dev.wangge.platform.problem;

import dev.wangge.platform.log.Routes;
import dev.wangge.platform.store.DatabaseAway;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * Turns every failure into a named problem; what has no name is logged and becomes internal-error.
 */
@RestControllerAdvice
public final class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;
    private final List<RefusalWatch> watches;

    public ProblemAdvice(Problems problems, List<RefusalWatch> watches) {
        this.problems = problems;
        this.watches = watches;
    }

    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> any(Exception failure, HttpServletRequest request)
            throws Exception {
        if (failure instanceof AccessDeniedException
                || failure instanceof AuthenticationException) {
            throw failure; // The security filters answer these.
        }
        if (isGone(failure)) {
            return null; // Nobody is there to be answered.
        }
        var problem = named(failure);
        log(problem, failure, request);
        watches.forEach(it -> it.refused(request, problem));
        var headers = new HttpHeaders();
        problem.headers().forEach(headers::set);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problems.detail(problem, request), headers, problem.status());
    }

    /**
     * What has a name needs no stack trace, or an outage would fill the log with one and the same.
     */
    private static void log(Problem problem, Exception failure, HttpServletRequest request) {
        if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
            log.error("{} {}", request.getMethod(), Routes.of(request), failure);
        } else if (problem.status().is5xxServerError()) {
            log.warn(
                    "{} {}: {}, {}",
                    request.getMethod(),
                    Routes.of(request),
                    problem.slug(),
                    failure.getMessage());
        }
    }

    /** The problem that a failure is, wherever it comes from. */
    static Problem named(Exception failure) {
        // What guards a body says what was wrong with it, whatever says that it cannot be read.
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof Problem problem) {
                return problem;
            }
        }
        var fault = CallersFault.of(failure);
        if (fault.isPresent()) {
            return fault.get();
        }
        return switch (failure) {
            case Exception e when DatabaseAway.causes(e) -> databaseAway();
            default -> CallersFault.byStatus(500);
        };
    }

    /** Whether the caller hung up. */
    private static boolean isGone(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof AsyncRequestNotUsableException
                        || failure instanceof ClientAbortException
                        || isGone(failure.getCause()));
    }

    private static Problem databaseAway() {
        return new Problem(
                        ProblemType.DATABASE_UNAVAILABLE,
                        "The database is away; repeat the request with the same Idempotency-Key")
                .header(HttpHeaders.RETRY_AFTER, "5");
    }
}
