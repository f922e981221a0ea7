package dev.wangge.notify.channel;

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
