package dev.wangge.gateway.edge;

import dev.wangge.platform.page.OpenPage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What goes on to a service has no parameters here but those of its address: asking for others
 * would make the container read the form out of the body, which must arrive as it was sent.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class FormsPassUnread extends OncePerRequestFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return !path.startsWith("/api/") && OpenPage.at(path).isEmpty();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new OfAddressAlone(request), response);
    }

    private static final class OfAddressAlone extends HttpServletRequestWrapper {
        private @Nullable MultiValueMap<String, String> parameters;

        OfAddressAlone(HttpServletRequest request) {
            super(request);
        }

        private MultiValueMap<String, String> parameters() {
            if (parameters == null) {
                parameters = new LinkedMultiValueMap<>();
                UriComponentsBuilder.newInstance()
                        .query(getQueryString())
                        .build()
                        .getQueryParams()
                        .forEach((name, values) ->
                                values.forEach(
                                        value -> parameters.add(decoded(name), decoded(value))));
            }
            return parameters;
        }

        /** What cannot be decoded was refused before. */
        private static String decoded(@Nullable String text) {
            return text == null ? "" : URLDecoder.decode(text, StandardCharsets.UTF_8);
        }

        @Override
        public @Nullable String getParameter(String name) {
            return parameters().getFirst(name);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            var values = parameters().get(name);
            return values == null ? null : values.toArray(String[]::new);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            var all = new LinkedHashMap<String, String[]>();
            parameters().forEach((name, values) -> all.put(name, values.toArray(String[]::new)));
            return all;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(parameters().keySet());
        }
    }
}
