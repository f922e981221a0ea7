package dev.wangge.platform.input;

import dev.wangge.platform.web.Page;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Every list says where its next page is (RFC 8288), by a cursor that is good for this list only,
 * so that no controller can forget to.
 */
@RestControllerAdvice
public final class NextPage implements ResponseBodyAdvice<Object> {
    @Override
    public boolean supports(
            MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof Page<?> page && page.next() != null) {
            var uri = request.getURI();
            var next = BoundCursors.bound(page.next(), uri.getRawPath(), uri.getRawQuery());
            response.getHeaders()
                    .add(
                            HttpHeaders.LINK,
                            "<%s?%scursor=%s>; rel=\"next\""
                                    .formatted(uri.getRawPath(), kept(uri.getRawQuery()), next));
            return new Page<>(page.items(), next, page.asOf());
        }
        return body;
    }

    private static String kept(@Nullable String query) {
        return Arrays.stream(Optional.ofNullable(query).orElse("").split("&", -1))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith("cursor="))
                .map(pair -> pair + "&")
                .collect(Collectors.joining());
    }
}
