package dev.wangge.platform.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.json.JsonMapper;

/** Tells the messages of an answer, such as an import's report, as those of problems are told. */
@RestControllerAdvice
public final class ToldAnswers implements ResponseBodyAdvice<Object> {
    private final JsonMapper json;

    public ToldAnswers(JsonMapper json) {
        this.json = json;
    }

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
        if (!(body instanceof Told) || !(request instanceof ServletServerHttpRequest asked)) {
            return body;
        }
        var wording = Wording.of(asked.getServletRequest());
        if (wording.isEnglish()) {
            return body;
        }
        var told = json.valueToTree(body);
        wording.tell(told);
        return told;
    }
}
