package dev.wangge.simulator.fault;

import dev.wangge.simulator.tuning.Tuning;
import dev.wangge.simulator.wall.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** The troubles in force; the oldest that strikes is the one that counts. */
@Component
public class Faults {

    private record Active(Fault fault, CountDownLatch lifted) {}

    private final List<Active> active = new CopyOnWriteArrayList<>();
    private final AtomicLong lastId = new AtomicLong();
    private final RandomGenerator random;
    private final Tuning tuning;

    Faults(RandomGenerator random, Tuning tuning) {
        this.random = random;
        this.tuning = tuning;
    }

    /** The trouble that strikes this call, if one does. */
    public Optional<Fault> ofCall(Channel channel, Collection<String> recipients) {
        return strike(channel, recipients, false);
    }

    /** The trouble that strikes this message's receipt, if one does. */
    public Optional<Fault> ofReceipt(Channel channel, String recipient) {
        return strike(channel, List.of(recipient), true);
    }

    /** Keeps the caller waiting until the time-out is over or the fault is lifted. */
    public void hang(Fault fault) {
        for (Active one : active) {
            if (one.fault().equals(fault)) {
                try {
                    if (one.lifted().await(tuning.timeOut().toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    Fault add(LongFunction<Fault> withId) {
        Fault fault = withId.apply(lastId.incrementAndGet());
        active.add(new Active(fault, new CountDownLatch(1)));
        return fault;
    }

    List<Fault> all() {
        return active.stream().map(Active::fault).toList();
    }

    boolean lift(long id) {
        return liftAll(active.stream().filter(one -> one.fault().id() == id).toList());
    }

    void liftAll() {
        liftAll(List.copyOf(active));
    }

    private boolean liftAll(List<Active> lifted) {
        lifted.forEach(one -> one.lifted().countDown());
        return active.removeAll(lifted);
    }

    private Optional<Fault> strike(
            Channel channel, Collection<String> recipients, boolean ofReceipt) {
        return active.stream()
                .map(Active::fault)
                .filter(fault -> fault.channel() == channel)
                .filter(fault -> fault.kind().ofReceipt() == ofReceipt)
                .filter(fault -> fault.concerns(recipients))
                .filter(fault -> random.nextDouble() < fault.rate())
                .findFirst();
    }
}
