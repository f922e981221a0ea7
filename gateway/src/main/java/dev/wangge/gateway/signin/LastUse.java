package dev.wangge.gateway.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * When somebody last used their session. What a page asks by itself while nobody touches it is no
 * use: at a desk that was left, a page that looks every few seconds keeps nobody in.
 */
final class LastUse {
    /** A page says so of what it asks when nobody has touched it for a while. */
    static final String UNATTENDED = "Wangge-Unattended";

    private static final String AT = "usedAt";

    private final Duration idle;
    private final Duration worthKeeping;
    private final InstantSource clock;

    /**
     * @param idle so long somebody stays in who does nothing
     */
    LastUse(Duration idle, InstantSource clock) {
        this.idle = idle;
        this.clock = clock;
        worthKeeping = idle.dividedBy(30);
    }

    void begin(HttpSession session) {
        session.setAttribute(AT, clock.millis());
    }

    /** Whether it was not too long ago; and if this request is of a person, it is now. */
    boolean goesOn(HttpSession session, HttpServletRequest request) {
        var now = clock.instant();
        var last =
                session.getAttribute(AT) instanceof Long millis
                        ? Instant.ofEpochMilli(millis)
                        : Instant.EPOCH;
        if (!now.isBefore(last.plus(idle))) {
            return false;
        }
        if (!isUnattended(request) && !now.isBefore(last.plus(worthKeeping))) {
            begin(session);
        }
        return true;
    }

    /** A stream connects anew by itself, too. */
    private static boolean isUnattended(HttpServletRequest request) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader(UNATTENDED) != null
                || (accepted != null && accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
    }
}
