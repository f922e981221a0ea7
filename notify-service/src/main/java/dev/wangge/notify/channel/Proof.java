package dev.wangge.notify.channel;

/** What a provider knows of a message that it may have been sent. */
public sealed interface Proof {

    /** It reached the phone. */
    record Delivered() implements Proof {}

    /** The provider took it and it did not reach the phone. */
    record Failed(String code) implements Proof {}

    /** The provider took it; the network has not reported yet. */
    record Waiting() implements Proof {}

    /** The provider has never seen it. */
    record NeverSeen() implements Proof {}

    /** The provider cannot be asked, now or at all. */
    record CannotTell() implements Proof {}
}
