package dev.wangge.platform.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What filters and the container refuse by a mere status is a named problem too. */
@Hidden
@Controller
public final class ErrorAnswer implements ErrorController {
    private final Problems problems;

    public ErrorAnswer(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var problem =
                failure instanceof Exception thrown
                        ? ProblemAdvice.named(thrown)
                        : CallersFault.byStatus(status instanceof Integer code ? code : 404);
        problems.write(problem, request, response);
    }
}
