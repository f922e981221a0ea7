package dev.wangge.notify.channel;

import java.time.Instant;

/** Takes what people answer by SMS. */
public interface ReplyTaker {

    /**
     * Takes an SMS in; taking it in again changes nothing.
     *
     * @param sms tells it from others of the same phone
     * @param came when it came here first
     */
    void take(String phone, String text, String sms, Instant came);
}
