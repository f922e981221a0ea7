package dev.wangge.platform.door;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/** What whoever asks too much at once is told: 429, and when to come back. */
public final class TooMany {
    private TooMany() {}

    /**
     * The problem rate-limited.
     *
     * @param wait rounded up to whole seconds, at least one
     */
    public static Problem comeBack(String detail, Duration wait) {
        var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new Problem(ProblemType.RATE_LIMITED, detail)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
}
