package dev.wangge.platform.container;

import dev.wangge.platform.problem.CallersFault;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What the container refuses before anything of ours sees it, such as a line that is no HTTP: a
 * named problem instead of the container's page. It says nothing of what the container says.
 */
public final class ProblemReports extends ErrorReportValve {
    private final Problems problems = new Problems();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var ioAllowed = new java.util.concurrent.atomic.AtomicBoolean();
        response.getCoyoteResponse().action(org.apache.coyote.ActionCode.IS_IO_ALLOWED, ioAllowed);
        if (!ioAllowed.get()) {
            return;
        }
        try {
            response.setSuspended(false);
            problems.write(named(status), request, response.getResponse());
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // Nobody is there to be told.
        }
    }

    private static Problem named(int code) {
        var status = HttpStatus.resolve(code);
        return switch (status) {
            case SERVICE_UNAVAILABLE ->
                    new Problem(ProblemType.SERVICE_UNAVAILABLE, "Starting or stopping")
                            .header("Retry-After", "5");
            case NOT_FOUND, METHOD_NOT_ALLOWED, CONTENT_TOO_LARGE -> CallersFault.byStatus(code);
            case HttpStatus refused when refused.is4xxClientError() || refused.value() > 500 ->
                    new Problem(
                            ProblemType.INVALID_REQUEST,
                            refused,
                            "The request line or a header is malformed or too long; what is not"
                                    + " ASCII must be percent-encoded in an address");
            case null, default -> CallersFault.byStatus(500);
        };
    }
}
