package dev.wangge.platform.problem;

import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.store.DatabaseAway;
import dev.wangge.platform.web.Routes;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Turns every failure into a named problem; what has no name is logged and becomes internal-error.
 */
@RestControllerAdvice
public final class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    public ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> any(Exception failure, HttpServletRequest request)
            throws Exception {
        if (failure instanceof AccessDeniedException
                || failure instanceof AuthenticationException) {
            throw failure; // The security filters answer these.
        }
        var problem = named(failure);
        log(problem, failure, request);
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

    private static Problem named(Exception failure) {
        // What guards a body says what was wrong with it, whatever says that it cannot be read.
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof Problem problem) {
                return problem;
            }
        }
        return switch (failure) {
            case MissingServletRequestParameterException e ->
                    Problem.invalid(
                            Pointed.parameter(
                                    e.getParameterName(),
                                    "required",
                                    e.getParameterName() + " is required"));
            case MethodArgumentTypeMismatchException e ->
                    Problem.invalid(
                            Pointed.parameter(
                                    e.getName(),
                                    "wrong-type",
                                    e.getName() + " cannot be read: " + e.getValue()));
            case HttpMessageNotReadableException e ->
                    new Problem(
                            HttpStatus.BAD_REQUEST, "malformed-json", "The body cannot be read");
            case HttpRequestMethodNotSupportedException e ->
                    new Problem(
                                    HttpStatus.METHOD_NOT_ALLOWED,
                                    "method-not-allowed",
                                    e.getMethod() + " is not supported here")
                            .header(
                                    HttpHeaders.ALLOW,
                                    e.getSupportedMethods() == null
                                            ? ""
                                            : String.join(", ", e.getSupportedMethods()));
            case HttpMediaTypeNotSupportedException e ->
                    new Problem(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "unsupported-media-type",
                            e.getContentType() + " is not supported here");
            case HttpMediaTypeNotAcceptableException e ->
                    new Problem(
                            HttpStatus.NOT_ACCEPTABLE,
                            "not-acceptable",
                            "No answer in that format");
            case NoResourceFoundException e -> notFound();
            case MaxUploadSizeExceededException e ->
                    new Problem(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "body-too-large",
                            "The upload is too large");
            case RuntimeException e when DatabaseAway.causes(e) -> databaseAway();
            case ErrorResponseException e when e.getStatusCode().is4xxClientError() ->
                    new Problem(
                            HttpStatus.valueOf(e.getStatusCode().value()),
                            "invalid-request",
                            String.valueOf(e.getBody().getDetail()));
            default ->
                    new Problem(
                            HttpStatus.INTERNAL_SERVER_ERROR,
                            "internal-error",
                            "Something failed on our side");
        };
    }

    /** The 404 for an address that nothing serves. */
    static Problem notFound() {
        return new Problem(HttpStatus.NOT_FOUND, "not-found", "Nothing is served at this address");
    }

    private static Problem databaseAway() {
        return new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "database-unavailable",
                        "The database is away; repeat the request with the same Idempotency-Key")
                .header(HttpHeaders.RETRY_AFTER, "5");
    }
}
