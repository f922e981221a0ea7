package dev.wangge.platform.input;

import dev.wangge.platform.problem.CallersFault;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.web.FreeText;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses an address that is no text, in front of everything that would read it: broken escapes,
 * bytes of another charset, control characters, a parameter without a name. What filters behind it
 * cannot read is named here too, for no controller is involved.
 */
public final class ReadableRequests extends OncePerRequestFilter {
    private final Problems problems;

    public ReadableRequests(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            checkPath(request.getRequestURI());
            Query.parameters(request.getQueryString()).forEach(ReadableRequests::check);
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException | IOException e) {
            var fault = CallersFault.of(e);
            if (fault.isEmpty() || response.isCommitted()) {
                throw e;
            }
            response.resetBuffer();
            problems.write(fault.get(), request, response);
        }
    }

    private static void checkPath(String path) {
        if (Query.decoded(path, false).filter(FreeText::isText).isEmpty()) {
            throw new Problem(
                    ProblemType.INVALID_REQUEST,
                    "The address is not text in UTF-8 with percent escapes");
        }
    }

    private static void check(Query.Sent sent) {
        var name = Query.decoded(sent.name(), true);
        var value = Query.decoded(sent.value(), true);
        var shown = name.map(FreeText::plain).orElse("");
        if (name.isEmpty() || value.isEmpty()) {
            throw Problem.invalid(
                    Pointed.parameter(
                            shown,
                            "unreadable",
                            "Not UTF-8, or a percent sign without two digits"));
        }
        if (name.get().isEmpty()) {
            throw Problem.invalid(Pointed.parameter("", "required", "A parameter has a name"));
        }
        if (!FreeText.isText(name.get()) || !FreeText.isText(value.get())) {
            throw Problem.invalid(
                    Pointed.parameter(
                            shown, "control-character", "Control characters are not text"));
        }
    }
}
