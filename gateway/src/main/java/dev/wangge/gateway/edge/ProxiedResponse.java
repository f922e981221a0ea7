package dev.wangge.gateway.edge;

import dev.wangge.platform.problem.Problems;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A service's answer, passed on as it is. The stock response would decide 304 by itself and then
 * leave the service's answer unread and its connection open.
 */
final class ProxiedResponse implements ServerResponse {
    private final HttpStatusCode status;
    private final HttpHeaders headers = new HttpHeaders();
    private final InputStream body;
    private final EndOfAnswers ends;
    private final Problems problems;
    private final OpenStreams streams;

    /**
     * @param base where the service is, which is nobody's business outside
     */
    ProxiedResponse(
            HttpResponse<InputStream> answer,
            String base,
            EndOfAnswers ends,
            Problems problems,
            OpenStreams streams) {
        this.streams = streams;
        this.ends = ends;
        this.problems = problems;
        status = HttpStatusCode.valueOf(answer.statusCode());
        body = answer.body();
        answer.headers()
                .map()
                .forEach((name, values) -> {
                    // The request's id is ours to say.
                    if (!isOfTheConnection(name) && !name.equalsIgnoreCase(RequestId.ID)) {
                        headers.addAll(name, values);
                    }
                });
        for (var name : new String[] {HttpHeaders.LOCATION, HttpHeaders.LINK}) {
            var values = headers.get(name);
            if (values != null) {
                headers.put(name, values.stream().map(v -> v.replace(base, "")).toList());
            }
        }
    }

    private static boolean isOfTheConnection(String name) {
        return !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)
                && PassedHeaders.OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
    }

    private boolean isStream() {
        var type = headers.getContentType();
        return type != null && type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM);
    }

    @Override
    public HttpStatusCode statusCode() {
        return status;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable ModelAndView writeTo(
            HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        var end = ends.of(body);
        try (body) {
            response.setStatus(status.value());
            headers.forEach((name, values) -> values.forEach(v -> response.addHeader(name, v)));
            if (isStream()) {
                streams.pass(body, response);
            } else {
                body.transferTo(response.getOutputStream());
            }
        } catch (IOException e) {
            if (response.isCommitted()) {
                throw e;
            }
            // Killed in the middle of its answer: what it had begun to say goes to nobody.
            var id = response.getHeader(RequestId.ID);
            response.reset();
            response.setHeader(RequestId.ID, id);
            problems.write(Unavailable.away("The service"), request, response);
        } finally {
            end.cancel(false);
        }
        return null;
    }
}
