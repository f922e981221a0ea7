package dev.wangge.simulator.fault;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.wangge.simulator.wall.Channel;
import dev.wangge.simulator.wall.Recipient;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One trouble asked for.
 *
 * @param rate the share of calls it strikes, 0.0–1.0
 * @param to the only number or member it strikes; null strikes any
 * @param code the provider's code to answer with instead of the usual one
 * @param accepted for TIME_OUT: whether the message goes out although its sender never hears of it
 */
public record Fault(
        long id,
        Channel channel,
        Kind kind,
        double rate,
        @Nullable String to,
        @Nullable String code,
        boolean accepted) {

    /** What goes wrong. */
    public enum Kind {
        /** The call is refused. */
        REJECT(false),
        /** The call is refused for coming too fast. */
        THROTTLE(false),
        /** The call is not answered in time. */
        TIME_OUT(false),
        /** The message arrives, its receipt does not. */
        DROP_RECEIPT(true),
        /** The receipt comes twice. */
        ANSWER_TWICE(true),
        /** The message does not arrive; the receipt says so. */
        FAIL_RECEIPT(true);

        private final boolean ofReceipt;

        Kind(boolean ofReceipt) {
            this.ofReceipt = ofReceipt;
        }

        /** Whether it strikes the receipt, not the call. */
        public boolean ofReceipt() {
            return ofReceipt;
        }
    }

    /** Whether it is about at least one of these. */
    @JsonIgnore
    boolean concerns(Collection<String> recipients) {
        return to == null
                || recipients.stream()
                        .anyMatch(one -> Recipient.key(one).equals(Recipient.key(to)));
    }
}
