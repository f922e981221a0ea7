package dev.wangge.notify.channel;

import java.time.Instant;

/** Takes what a network reports of a message; of one that is nobody's it takes nothing. */
public interface ReceiptTaker {

    /** It is on the phone. */
    void delivered(String outId, Instant at);

    /** It did not get to the phone. */
    void failed(String outId, String code, Instant at);
}
