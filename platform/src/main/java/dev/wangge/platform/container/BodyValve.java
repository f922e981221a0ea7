package dev.wangge.platform.container;

import dev.wangge.platform.door.Allowance;
import dev.wangge.platform.door.Allowances;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpStatus;

/**
 * Guards each request's body, and reads it to its end when it was answered before: a connection
 * that is closed while the other side still sends is broken, and the answer lost with it.
 */
final class BodyValve extends ValveBase {
    private static final long LITTLE = 16L << 20;
    private static final Duration BRIEFLY = Duration.ofSeconds(20);

    private final Allowances allowances;
    private final BodyMemory memory;
    private final Problems problems;

    BodyValve(Allowances allowances, BodyMemory memory, Problems problems) {
        super(true);
        this.allowances = allowances;
        this.memory = memory;
        this.problems = problems;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var coyote = request.getCoyoteRequest();
        var unguarded = coyote.getInputBuffer();
        var processor = TimedProcessor.of(coyote);
        var allowance =
                allowances.of(
                        String.valueOf(request.getDecodedRequestURI()), request.getContentType());
        var body =
                new GuardedBody(
                        unguarded,
                        allowance,
                        stated(coyote),
                        memory,
                        System::nanoTime,
                        processor == null ? _ -> {} : processor::bodyIsDue);
        coyote.setInputBuffer(body);
        try {
            getNext().invoke(request, response);
            if (!request.isAsync()) {
                sayWhatWasWrong(body, request, response);
                readToTheEnd(body, allowance, request, response);
            }
        } finally {
            coyote.setInputBuffer(unguarded);
            body.letGo();
        }
    }

    /** Its length; negative where it states none, or none that is a number. */
    private static long stated(org.apache.coyote.Request coyote) {
        try {
            return coyote.getContentLengthLong();
        } catch (IllegalArgumentException e) {
            return -1; // Refused already.
        }
    }

    /** Where something in between has swallowed the problem, such as what takes forms apart. */
    private void sayWhatWasWrong(GuardedBody body, Request request, Response response)
            throws IOException {
        var fault = body.fault();
        if (fault != null
                && !response.isCommitted()
                && response.getStatus() != fault.status().value()) {
            response.reset();
            response.setSuspended(false);
            problems.write(fault, request, response.getResponse());
        }
    }

    private static void readToTheEnd(
            GuardedBody body, Allowance allowance, Request request, Response response)
            throws IOException {
        var coyote = request.getCoyoteRequest();
        var read = new AtomicBoolean();
        coyote.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        if (read.get() || (coyote.hasExpectation() && !body.isBegun())) {
            return; // Who waits to be told to go on, and is told something else, sends nothing.
        }
        response.finishResponse();
        // Who was let in may send what is not wanted to its end, others only for a while.
        var stranger =
                response.getStatus() == HttpStatus.UNAUTHORIZED.value()
                        || allowance.bytes() <= LITTLE;
        var ended =
                !body.isEnded()
                        && body.discard(
                                stranger ? LITTLE : Math.max(LITTLE, allowance.bytes()),
                                (stranger ? BRIEFLY : allowance.arrival()).toNanos());
        if (!ended) {
            coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            coyote.action(ActionCode.CLOSE_NOW, null);
        }
    }
}
