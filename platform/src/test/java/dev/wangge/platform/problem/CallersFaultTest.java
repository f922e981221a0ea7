package dev.wangge.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.mock.http.MockHttpInputMessage;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.exc.StreamConstraintsException;

/** What a framework throws at a request is named as a caller's fault, or is none. */
class CallersFaultTest {
    private static final byte[] NOTHING = {};

    private static Stream<Arguments> faults() {
        return Stream.of(
                named(
                        new MissingServletRequestParameterException("within", "String"),
                        "invalid-request",
                        400,
                        "within is required"),
                named(
                        new MissingRequestHeaderException("If-Match", parameter()),
                        "invalid-request",
                        400,
                        "The header If-Match is required"),
                named(
                        mismatch("limit", "ten"),
                        "invalid-request",
                        400,
                        "limit cannot be read: ten"),
                named(
                        new TypeMismatchException("x", Integer.class),
                        "invalid-request",
                        400,
                        "The request cannot be read"),
                named(
                        new HttpMessageNotReadableException(
                                "a class of ours", new MockHttpInputMessage(NOTHING)),
                        "malformed-json",
                        400,
                        "The body cannot be read"),
                named(
                        new InvalidMediaTypeException("json", "no slash"),
                        "unsupported-media-type",
                        415,
                        "This Content-Type is not read here"),
                named(
                        new InvalidMimeTypeException("json", "no slash"),
                        "unsupported-media-type",
                        415,
                        "This Content-Type is not read here"),
                named(
                        new HttpMediaTypeNotSupportedException("text/plain"),
                        "unsupported-media-type",
                        415,
                        "This Content-Type is not read here"),
                named(
                        new HttpMediaTypeNotAcceptableException(List.of(MediaType.TEXT_HTML)),
                        "not-acceptable",
                        406,
                        "No answer in that format"),
                named(
                        new MaxUploadSizeExceededException(7),
                        "body-too-large",
                        413,
                        "The body is too large"),
                named(
                        new MultipartException("a boundary that is none"),
                        "invalid-request",
                        400,
                        "The form cannot be read"),
                named(
                        new InvalidParameterException("too many", 413),
                        "body-too-large",
                        413,
                        "The body is too large"),
                named(
                        new RequestRejectedException("a double slash"),
                        "invalid-request",
                        400,
                        "The request cannot be read"),
                named(
                        new StreamConstraintsException("too deep"),
                        "invalid-request",
                        400,
                        "Deeper, or with longer names or numbers, than is read here"),
                named(
                        new MalformedInputException(1),
                        "invalid-request",
                        400,
                        "The request cannot be read"),
                named(
                        new CharConversionException("half a character"),
                        "invalid-request",
                        400,
                        "The request cannot be read"),
                named(
                        new NoResourceFoundException(HttpMethod.GET, "/x", "/x"),
                        "not-found",
                        404,
                        "Nothing is served at this address"),
                named(
                        new ResponseStatusException(HttpStatus.LOCKED, "in words of theirs"),
                        "invalid-request",
                        423,
                        "The request cannot be read"));
    }

    private static Arguments named(Exception failure, String slug, int status, String detail) {
        return Arguments.of(failure, slug, status, detail);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isNamedInOurOwnWords(Exception failure, String slug, int status, String detail) {
        var problem = CallersFault.of(failure).orElseThrow();

        assertThat(problem.slug()).isEqualTo(slug);
        assertThat(problem.status().value()).isEqualTo(status);
        assertThat(problem).hasMessage(detail);
    }

    @Test
    void aParameterIsPointedAtAndItsValueShownCut() {
        var problem = CallersFault.of(mismatch("limit", "1".repeat(41))).orElseThrow();

        assertThat(problem.properties())
                .containsEntry(
                        "errors",
                        List.of(
                                Problem.Pointed.parameter(
                                        "limit",
                                        "wrong-type",
                                        "limit cannot be read: " + "1".repeat(40) + "…")));
        assertThat(CallersFault.of(mismatch("limit", "1".repeat(40))).orElseThrow())
                .hasMessageEndingWith("1".repeat(40));
    }

    private static Stream<Exception> ours() {
        return Stream.of(
                new IllegalStateException("no"),
                new IOException("reset"),
                new HttpMessageNotWritableException("an answer of ours"),
                new ConversionNotSupportedException("x", Class.class, null),
                new ResponseStatusException(HttpStatus.BAD_GATEWAY),
                new ServletException("without a cause"),
                // What a neighbour answered us is no fault of who called us.
                new IllegalStateException(new MultipartException("theirs")),
                new ResourceAccessException("grid-service", new EOFException()));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void whatIsNotTheCallersIsNoneOfTheirs(Exception failure) {
        assertThat(CallersFault.of(failure)).isEmpty();
    }

    @Test
    void whatOnlyWrapsIsLookedInto() {
        var fault = new RequestRejectedException("a double slash");
        var wrapped = new ServletException(new ServletException(fault));
        assertThat(CallersFault.of(wrapped).orElseThrow().slug()).isEqualTo("invalid-request");

        var unreadable = new UncheckedIOException(new MalformedInputException(1));
        assertThat(CallersFault.of(unreadable).orElseThrow().slug()).isEqualTo("invalid-request");

        var known = new Problem(ProblemType.CASE_FULL, "full");
        assertThat(CallersFault.of(new ServletException(known))).containsSame(known);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid-request, 400",
        "404, not-found, 404",
        "405, method-not-allowed, 405",
        "406, not-acceptable, 406",
        "413, body-too-large, 413",
        "414, invalid-request, 414",
        "415, unsupported-media-type, 415",
        "418, invalid-request, 418",
        "431, invalid-request, 431",
        "500, internal-error, 500",
        "502, internal-error, 500",
        "200, internal-error, 500",
        "799, internal-error, 500"
    })
    void aMereStatusIsAProblemToo(int code, String slug, int status) {
        var problem = CallersFault.byStatus(code);

        assertThat(problem.slug()).isEqualTo(slug);
        assertThat(problem.status().value()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST", "POST,GET", "GET,HEAD"})
    void aMethodThatIsNotServedNamesThoseThatAre(String served) {
        var failure =
                served.isEmpty()
                        ? new HttpRequestMethodNotSupportedException("QUERY")
                        : new HttpRequestMethodNotSupportedException(
                                "QUERY", List.of(served.split(",", -1)));

        var allowed = CallersFault.of(failure).orElseThrow().headers().get("Allow");

        assertThat(allowed)
                .isEqualTo(
                        switch (served) {
                            case "" -> "OPTIONS";
                            case "POST" -> "OPTIONS, POST";
                            case "GET,HEAD" -> "GET, HEAD, OPTIONS";
                            default -> "GET, HEAD, OPTIONS, POST";
                        });
    }

    private static MethodArgumentTypeMismatchException mismatch(String name, String value) {
        return new MethodArgumentTypeMismatchException(
                value, Integer.class, name, parameter(), new NumberFormatException());
    }

    private static MethodParameter parameter() {
        try {
            return new MethodParameter(
                    CallersFaultTest.class.getDeclaredMethod(
                            "mismatch", String.class, String.class),
                    0);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
