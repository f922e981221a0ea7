package dev.wangge.notify.delivery;

import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.channel.ReceiptTaker;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What a network reports of a message; hearing it again changes nothing. */
@Component
class Receipts implements ReceiptTaker {
    /** An alert's id and the number of the attempt. */
    private static final int ID = 36;

    private final AlertStore store;
    private final Courier courier;
    private final Clock clock;

    Receipts(AlertStore store, Courier courier, Clock clock) {
        this.store = store;
        this.courier = courier;
        this.clock = clock;
    }

    @Override
    public void delivered(String outId, Instant at) {
        if (outId.length() > ID) {
            store.change(
                    outId.substring(0, ID), alert -> alert.delivered(outId, at, clock.instant()));
        }
    }

    /** The next channel is tried. */
    @Override
    public void failed(String outId, String code, Instant at) {
        if (outId.length() > ID) {
            var id = outId.substring(0, ID);
            store.change(id, alert -> alert.failed(outId, code, at, clock.instant()));
            courier.wakeSoon(id);
        }
    }
}
