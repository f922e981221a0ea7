package dev.wangge.notify.alert;

/** How far an alert has come. */
public enum Status {
    /** To be sent, now or later. */
    PENDING,
    /** Recorded, and the provider is being asked. */
    SENDING,
    /** A provider took it. */
    SENT,
    /** It is on the phone. */
    DELIVERED,
    /** Its recipient answered. */
    ACKNOWLEDGED,
    /** Nobody could be told, and everybody can see it. */
    UNDELIVERED,
    /** Overtaken by events before it was sent. */
    SUPPRESSED;

    public boolean isProven() {
        return this == DELIVERED || this == ACKNOWLEDGED;
    }
}
