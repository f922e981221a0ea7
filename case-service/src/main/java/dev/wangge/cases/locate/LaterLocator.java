package dev.wangge.cases.locate;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Locates in this service's own name, when the one who reported has long been answered. */
@Component
public class LaterLocator {
    private static final Logger log = LoggerFactory.getLogger(LaterLocator.class);
    private final GridClient grids;
    private final ServiceToken token;
    private final AtomicBoolean refused = new AtomicBoolean();

    LaterLocator(GridClient grids, ServiceToken token) {
        this.grids = grids;
        this.token = token;
    }

    /** How many questions grid-service has answered so far, whoever asked. */
    public long answers() {
        return grids.answers();
    }

    /** Asks; away is also the gateway that gives tokens. */
    public Asked ask(Whereabouts where) {
        try {
            var mine = token.get();
            refused.set(false);
            return grids.asked(mine, where);
        } catch (IOException e) {
            if (!refused.getAndSet(true)) {
                log.warn("No token, so nothing can be located later: {}", e.toString());
            }
            return new Asked.Away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Asked.Away();
        }
    }
}
