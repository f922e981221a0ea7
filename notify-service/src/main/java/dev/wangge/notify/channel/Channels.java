package dev.wangge.notify.channel;

import dev.wangge.notify.channel.Channel.Traits;
import dev.wangge.notify.channel.Outcome.Accepted;
import dev.wangge.notify.channel.Outcome.Down;
import dev.wangge.notify.channel.Outcome.Refused;
import dev.wangge.notify.channel.Outcome.Throttled;
import dev.wangge.notify.channel.Outcome.Unheard;
import dev.wangge.notify.channel.Proof.CannotTell;
import dev.wangge.notify.reach.Contact;
import dev.wangge.notify.reach.Contact.Address;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** All channels, each behind a circuit breaker of its own. */
@Component
public class Channels {
    private static final Logger log = LoggerFactory.getLogger(Channels.class);
    private static final Duration OPEN = Duration.ofSeconds(5);
    private final Map<ChannelName, Channel> channels = new LinkedHashMap<>();
    private final CircuitBreakerRegistry breakers =
            CircuitBreakerRegistry.of(
                    CircuitBreakerConfig.custom()
                            .slidingWindowSize(20)
                            .minimumNumberOfCalls(10)
                            .failureRateThreshold(60)
                            .waitDurationInOpenState(OPEN)
                            .permittedNumberOfCallsInHalfOpenState(3)
                            .build());

    public Channels(List<Channel> channels, MeterRegistry metrics) {
        for (var channel : channels) {
            this.channels.put(channel.name(), channel);
            breakers.circuitBreaker(channel.name().value());
        }
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(metrics);
    }

    /** A channel and the address under which it reaches somebody. */
    public record Way(ChannelName channel, String address) {}

    /** The ways to somebody, the one to try first in front. */
    public List<Way> ways(Contact contact, Set<ChannelName> without) {
        return contact.addresses().stream()
                .flatMap(address ->
                        channels.values().stream()
                                .filter(channel -> !without.contains(channel.name()))
                                .flatMap(channel -> way(channel, address).stream()))
                .toList();
    }

    /** The way to somebody by one channel; empty also when there is no such channel any more. */
    public Optional<Way> way(ChannelName name, Contact contact) {
        return ways(contact, Set.of()).stream()
                .filter(way -> way.channel().equals(name))
                .findFirst();
    }

    private static Optional<Way> way(Channel channel, Address address) {
        return Optional.of(address)
                .filter(it -> it.kind().equals(channel.traits().takes()))
                .flatMap(it -> channel.usable(it.value()))
                .map(usable -> new Way(channel.name(), usable));
    }

    public Set<ChannelName> names() {
        return channels.keySet();
    }

    public Traits traits(ChannelName name) {
        return channel(name).traits();
    }

    /** Asks a provider to send; one that has been down is not asked for a while. */
    public Outcome send(Way way, String outId, Message message) {
        var breaker = breaker(way.channel());
        if (!breaker.tryAcquirePermission()) {
            return new Down("circuit-open", "The provider has been down");
        }
        var begun = System.nanoTime();
        var outcome = sendOnce(way, outId, message);
        var took = System.nanoTime() - begun;
        outcome.trouble()
                .ifPresent(code -> log.warn("{} took no message: {}", way.channel(), code));
        switch (outcome) {
            // A refusal is an answer: the provider is there.
            case Accepted _, Refused _, Throttled _ ->
                    breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            case Down(var code, _) ->
                    breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException(code));
            case Unheard(var code, _) ->
                    breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException(code));
        }
        return outcome;
    }

    private Outcome sendOnce(Way way, String outId, Message message) {
        try {
            return channel(way.channel()).send(way.address(), outId, message);
        } catch (RuntimeException e) {
            // Whatever an SDK throws: it may have been sent.
            return new Unheard(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }
    }

    /** Asks what became of a message that was sent, or may have been. */
    public Proof proof(Way way, String outId, Instant sentAt) {
        try {
            return channel(way.channel()).proof(way.address(), outId, sentAt);
        } catch (RuntimeException e) {
            log.warn("{} cannot be asked: {}", way.channel(), e.getClass().getName());
            return new CannotTell();
        }
    }

    private Channel channel(ChannelName name) {
        return Objects.requireNonNull(channels.get(name), () -> "No channel " + name);
    }

    private CircuitBreaker breaker(ChannelName name) {
        return breakers.circuitBreaker(name.value());
    }
}
