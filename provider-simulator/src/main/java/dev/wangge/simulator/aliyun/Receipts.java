package dev.wangge.simulator.aliyun;

import dev.wangge.simulator.SimulatorSettings;
import dev.wangge.simulator.fault.Fault;
import dev.wangge.simulator.fault.Faults;
import dev.wangge.simulator.tuning.Tuning;
import dev.wangge.simulator.wall.Channel;
import dev.wangge.simulator.wall.Message;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets the network report on each message after the delay in force, and pushes the reports in
 * batches; a batch that is not taken is pushed again at Aliyun's intervals.
 */
@Component
class Receipts {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final int BATCH = 100;
    private static final Duration GATHERING = Duration.ofMillis(25);
    private static final int PUSHES_AT_ONCE = 4;
    private static final String UNREACHABLE = "MOBILE_NOT_ON_SERVICE";

    private final SimulatorSettings.Receipts settings;
    private final Tuning tuning;
    private final Faults faults;
    private final ReceiptPush push;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final DelayQueue<Pending> pending = new DelayQueue<>();
    private final Semaphore pushes = new Semaphore(PUSHES_AT_ONCE);
    private final Thread pump = Thread.ofVirtual().name("receipts").unstarted(this::pump);

    Receipts(
            SimulatorSettings settings,
            Tuning tuning,
            Faults faults,
            ReceiptPush push,
            Clock clock,
            MeterRegistry metrics) {
        this.settings = settings.receipts();
        this.tuning = tuning;
        this.faults = faults;
        this.push = push;
        this.clock = clock;
        this.metrics = metrics;
        metrics.gaugeCollectionSize("wangge.simulator.receipts.pending", List.of(), pending);
        pump.start();
    }

    /** The network will report on this message. */
    void expect(Message message, int segments) {
        Optional<Fault> fault = faults.ofReceipt(Channel.ALIYUN_SMS, message.draft().to());
        Report report = new Report(message, segments, fault.orElse(null));
        if (pending.size() >= settings.capacity()) {
            report.arrive(clock.instant());
            count("overflow", 1);
            return;
        }
        pending.add(new Report.Due(report, nanosFromNow(tuning.receiptDelay())));
    }

    @PreDestroy
    void stop() {
        pump.interrupt();
    }

    private void pump() {
        try {
            while (true) {
                List<Pending> due = new ArrayList<>(List.of(pending.take()));
                // Neighbours in time travel together, as Aliyun's do.
                Thread.sleep(GATHERING);
                pending.drainTo(due, BATCH - 1);
                handle(due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(List<Pending> due) throws InterruptedException {
        Instant now = clock.instant();
        List<Receipt> first = new ArrayList<>();
        List<Receipt> second = new ArrayList<>();
        for (Pending one : due) {
            switch (one) {
                case Retry retry -> submit(retry);
                case Report.Due(Report report, long ignored) -> {
                    report.arrive(now);
                    if (settings.url() == null) {
                        count("unsent", 1);
                    } else if (report.struckBy(Fault.Kind.DROP_RECEIPT)) {
                        count("dropped", 1);
                    } else {
                        Receipt receipt = Receipt.of(report.message(), report.segments(), now);
                        first.add(receipt);
                        if (report.struckBy(Fault.Kind.ANSWER_TWICE)) {
                            second.add(receipt);
                        }
                    }
                }
            }
        }
        for (List<Receipt> batch : List.of(first, second)) {
            if (!batch.isEmpty()) {
                submit(new Retry(batch, 0, System.nanoTime()));
            }
        }
    }

    private void submit(Retry batch) throws InterruptedException {
        pushes.acquire();
        Thread.startVirtualThread(() -> {
            try {
                attempt(batch);
            } finally {
                pushes.release();
            }
        });
    }

    private void attempt(Retry batch) {
        if (push.taken(batch.receipts())) {
            count("pushed", batch.receipts().size());
        } else if (batch.failures() < settings.retries().size()) {
            Duration wait = settings.retries().get(batch.failures());
            pending.add(new Retry(batch.receipts(), batch.failures() + 1, nanosFromNow(wait)));
            count("retried", batch.receipts().size());
        } else {
            // Not by whom: the address holds the county's secret.
            log.warn("{} receipts were never taken", batch.receipts().size());
            count("given_up", batch.receipts().size());
        }
    }

    private void count(String outcome, int receipts) {
        metrics.counter("wangge.simulator.receipts", "outcome", outcome).increment(receipts);
    }

    private static long nanosFromNow(Duration wait) {
        return System.nanoTime() + wait.toNanos();
    }

    /** What waits for its time. */
    private sealed interface Pending extends Delayed {
        long dueNanos();

        @Override
        default long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        default int compareTo(Delayed other) {
            // Differences, because nanoTime may wrap around.
            return Long.signum(dueNanos() - ((Pending) other).dueNanos());
        }
    }

    /** A batch to be pushed, again after so many failures. */
    private record Retry(List<Receipt> receipts, int failures, long dueNanos) implements Pending {}

    /** A message on which the network has yet to report. */
    private record Report(Message message, int segments, @Nullable Fault fault) {

        boolean struckBy(Fault.Kind kind) {
            return fault != null && fault.kind() == kind;
        }

        void arrive(Instant now) {
            if (fault != null && fault.kind() == Fault.Kind.FAIL_RECEIPT) {
                message.failed(now, fault.code() == null ? UNREACHABLE : fault.code());
            } else {
                message.delivered(now);
            }
        }

        private record Due(Report report, long dueNanos) implements Pending {}
    }
}
