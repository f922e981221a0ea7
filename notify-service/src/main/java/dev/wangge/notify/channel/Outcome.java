package dev.wangge.notify.channel;

import java.time.Duration;

/** What a provider said when it was asked to send. */
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
}
