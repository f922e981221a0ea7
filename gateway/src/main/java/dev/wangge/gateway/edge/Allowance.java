package dev.wangge.gateway.edge;

import dev.wangge.platform.problem.Problem;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/**
 * How much a request may carry and how long its service may take: 1 MiB and 30 s, photos of a link
 * page 4 MiB, many points to locate 8 MiB, imports 256 MiB and 10 min.
 *
 * @param bytes of the body, at most
 * @param patience until the service's answer begins
 * @param streamed whether the body goes on while it still arrives; others are read first, so that a
 *     slow phone occupies the gateway and not the service
 */
record Allowance(long bytes, Duration patience, boolean streamed) {
    private static final long MIB = 1L << 20;
    private static final Pattern BULK = Pattern.compile("/api/v1/[a-z]+:(import|boundaries)");
    private static final Allowance ORDINARY = new Allowance(MIB, Duration.ofSeconds(30), false);
    private static final Allowance PHOTO = new Allowance(4 * MIB, Duration.ofSeconds(30), false);
    private static final Allowance MANY_POINTS =
            new Allowance(8 * MIB, Duration.ofSeconds(30), false);
    private static final Allowance IMPORT = new Allowance(256 * MIB, Duration.ofMinutes(10), true);

    static Allowance of(String path) {
        if (BULK.matcher(path).matches()) {
            return IMPORT;
        }
        if (path.equals("/api/v1/grids:locate")) {
            return MANY_POINTS;
        }
        return path.startsWith("/l/") ? PHOTO : ORDINARY;
    }

    Problem exceeded() {
        return new Problem(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body-too-large",
                        "A body may have at most %d MiB here".formatted(bytes / MIB))
                .with("limit", bytes);
    }
}
