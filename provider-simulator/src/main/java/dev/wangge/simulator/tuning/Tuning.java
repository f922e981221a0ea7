package dev.wangge.simulator.tuning;

import dev.wangge.simulator.SimulatorSettings;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The waits in force: those of the start, until someone changes them. */
@Component
public class Tuning {

    private volatile Waits waits;

    public Tuning(SimulatorSettings settings) {
        this.waits =
                new Waits(
                        settings.receipts().delay(),
                        settings.timeOut(),
                        settings.wecom().tokenLife());
    }

    /** From the acceptance of an SMS to its receipt. */
    public Duration receiptDelay() {
        return waits.receiptDelay();
    }

    /** How long a TIME_OUT fault keeps a call waiting. */
    public Duration timeOut() {
        return waits.timeOut();
    }

    /** How long a WeCom access token issued from now on is good. */
    public Duration tokenLife() {
        return waits.tokenLife();
    }

    Waits waits() {
        return waits;
    }

    void change(Waits changed) {
        waits = changed;
    }

    record Waits(Duration receiptDelay, Duration timeOut, Duration tokenLife) {}
}
