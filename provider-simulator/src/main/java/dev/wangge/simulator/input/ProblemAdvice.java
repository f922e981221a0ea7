package dev.wangge.simulator.input;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** RFC 9457 answers of the simulator's own endpoints. */
@RestControllerAdvice
class ProblemAdvice {

    @ExceptionHandler
    ProblemDetail invalid(InvalidInput invalid) {
        String message = String.valueOf(invalid.getMessage());
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, message);
        problem.setTitle("Invalid input");
        problem.setProperty(
                "errors",
                List.of(
                        Map.of(
                                invalid.place(),
                                invalid.where(),
                                "code",
                                invalid.code(),
                                "message",
                                message)));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail tooLarge(BodyTooLarge tooLarge) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONTENT_TOO_LARGE, String.valueOf(tooLarge.getMessage()));
    }
}
