package dev.wangge.simulator.wall;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts {@code wangge.simulator.messages}: a message per recipient, a refused call as one. */
@Component
public class Tally {

    private record Kind(Channel channel, Outcome outcome) {}

    private final Map<Kind, Counter> counters = new HashMap<>();

    // All of them at once, so that a dashboard sees a zero and not a gap.
    Tally(MeterRegistry registry) {
        for (Channel channel : Channel.values()) {
            for (Outcome outcome : Outcome.values()) {
                counters.put(
                        new Kind(channel, outcome),
                        Counter.builder("wangge.simulator.messages")
                                .description("Messages the providers were asked to send")
                                .tag("channel", channel.name())
                                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
        }
    }

    /** One more. */
    public void count(Channel channel, Outcome outcome) {
        Objects.requireNonNull(counters.get(new Kind(channel, outcome))).increment();
    }
}
