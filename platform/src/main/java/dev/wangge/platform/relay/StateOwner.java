package dev.wangge.platform.relay;

/** Whoever keeps states, and can say the present one again; a bean of its service. */
public interface StateOwner {
    /** The collection whose states these are, as its relay names it. */
    String of();

    /** Marks the state of this key as not sent yet, whatever it is now. */
    void sayAgain(String key);
}
