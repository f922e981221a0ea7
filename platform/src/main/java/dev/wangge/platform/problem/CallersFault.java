package dev.wangge.platform.problem;

import dev.wangge.platform.problem.Problem.Pointed;
import jakarta.servlet.ServletException;
import java.io.CharConversionException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * What frameworks throw because a request cannot be read, named in our own words: theirs speak of
 * classes. By families, so that one of tomorrow has a name today.
 */
public final class CallersFault {
    private static final int SHOWN = 40;

    private CallersFault() {}

    /** The problem it is; empty when it is none of the caller's making. */
    public static Optional<Problem> of(Throwable failure) {
        var named = named(failure);
        // Only what wraps: what another failure led to, as a neighbour's answer, is ours.
        return named == null && isWrapper(failure) && failure.getCause() != null
                ? of(failure.getCause())
                : Optional.ofNullable(named);
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof ServletException || failure instanceof UncheckedIOException;
    }

    private static @Nullable Problem named(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case MissingServletRequestParameterException e ->
                    Problem.invalid(
                            Pointed.parameter(
                                    e.getParameterName(),
                                    "required",
                                    e.getParameterName() + " is required"));
            case MissingRequestHeaderException e ->
                    new Problem(
                            ProblemType.INVALID_REQUEST,
                            "The header " + e.getHeaderName() + " is required");
            case MethodArgumentTypeMismatchException e ->
                    Problem.invalid(
                            Pointed.parameter(
                                    e.getName(),
                                    "wrong-type",
                                    e.getName() + " cannot be read: " + shown(e.getValue())));
            case ConversionNotSupportedException e -> null;
            case TypeMismatchException e -> unreadable();
            case HttpMessageNotReadableException e ->
                    new Problem(ProblemType.MALFORMED_JSON, "The body cannot be read");
            case HttpRequestMethodNotSupportedException e -> notWith(e);
            case InvalidMediaTypeException e -> unsupported();
            case InvalidMimeTypeException e -> unsupported();
            case HttpMediaTypeNotAcceptableException e -> byStatus(406);
            case MaxUploadSizeExceededException e -> byStatus(413);
            case MultipartException e ->
                    new Problem(ProblemType.INVALID_REQUEST, "The form cannot be read");
            case InvalidParameterException e -> byStatus(e.getErrorCode());
            case RequestRejectedException e -> unreadable();
            case StreamConstraintsException e -> beyondLimits();
            case CharacterCodingException e -> unreadable();
            case CharConversionException e -> unreadable();
            case ErrorResponse e when e.getStatusCode().is4xxClientError() ->
                    byStatus(e.getStatusCode().value());
            default -> null;
        };
    }

    /** The problem that a status is, where nothing more is known. */
    public static Problem byStatus(int code) {
        var status = HttpStatus.resolve(code);
        return switch (status) {
            case NOT_FOUND ->
                    new Problem(ProblemType.NOT_FOUND, "Nothing is served at this address");
            case METHOD_NOT_ALLOWED ->
                    new Problem(ProblemType.METHOD_NOT_ALLOWED, "Not with this method");
            case NOT_ACCEPTABLE ->
                    new Problem(ProblemType.NOT_ACCEPTABLE, "No answer in that format");
            case CONTENT_TOO_LARGE ->
                    new Problem(ProblemType.BODY_TOO_LARGE, "The body is too large");
            case UNSUPPORTED_MEDIA_TYPE -> unsupported();
            case HttpStatus refused when refused.is4xxClientError() ->
                    new Problem(ProblemType.INVALID_REQUEST, refused, "The request cannot be read");
            case null, default ->
                    new Problem(ProblemType.INTERNAL_ERROR, "Something failed on our side");
        };
    }

    /** JSON that is deeper, or has longer names and numbers, than anybody needs. */
    public static Problem beyondLimits() {
        return Problem.invalid(
                Pointed.at(
                        "#",
                        "out-of-range",
                        "Deeper, or with longer names or numbers, than is read here"));
    }

    private static Problem unreadable() {
        return byStatus(400);
    }

    private static Problem unsupported() {
        return new Problem(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, "This Content-Type is not read here");
    }

    private static Problem notWith(HttpRequestMethodNotSupportedException e) {
        var supported = e.getSupportedMethods();
        var allowed = new TreeSet<String>(supported == null ? List.of() : List.of(supported));
        // The framework answers these by itself, and does not name them.
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        allowed.add("OPTIONS");
        return new Problem(ProblemType.METHOD_NOT_ALLOWED, "Not with this method")
                .header(HttpHeaders.ALLOW, String.join(", ", allowed));
    }

    private static String shown(@Nullable Object value) {
        var text = String.valueOf(value);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
