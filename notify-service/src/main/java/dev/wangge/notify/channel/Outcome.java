package dev.wangge.notify.channel;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a provider said when it was asked to send: its code, and a message in our words. Its own may
 * name whom the message is for, or where it was sought.
 */
public sealed interface Outcome {

    /** It took the message; whether it arrives is another question. */
    record Accepted(String providerId) implements Outcome {}

    /** It will never take this message for this recipient. */
    record Refused(String code, String message) implements Outcome {}

    /** Too much at the moment: again after a while. */
    record Throttled(String code, String message, Duration retryAfter) implements Outcome {}

    /** It cannot be reached, and has certainly not taken the message. */
    record Down(String code, String message) implements Outcome {}

    /** No answer: it may have taken the message. */
    record Unheard(String code, String message) implements Outcome {}

    /** A call that broke on the line; where nobody was reached it was certainly not taken. */
    static Outcome ofBrokenLine(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return new Down("unreachable", "It cannot be reached");
            }
        }
        return new Unheard("no-answer", "It does not answer");
    }

    /** The provider's code, unless it took the message: all that a log says. */
    default Optional<String> trouble() {
        return switch (this) {
            case Accepted _ -> Optional.empty();
            case Refused(var code, _) -> Optional.of("refused, " + code);
            case Throttled(var code, _, _) -> Optional.of("throttled, " + code);
            case Down(var code, _) -> Optional.of("down, " + code);
            case Unheard(var code, _) -> Optional.of("unheard, " + code);
        };
    }
}
