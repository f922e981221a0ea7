package dev.wangge.platform.deadletter;

import java.time.Instant;

/** Takes in what is pushed to this service, and once more what it could not take in. */
public interface PushTaker {
    /** What is pushed here, as its dead letters say it. */
    String topic();

    /**
     * Takes in one that was set aside; doing it again changes nothing.
     *
     * @param key and value as it was set aside with
     * @param came when that was
     */
    void takeAgain(String key, byte[] value, Instant came);
}
