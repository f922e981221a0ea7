package dev.wangge.cases.locate;

import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Locates in this service's own name, when the one who reported has long been answered. */
@Component
public class LaterLocator {
    private final GridClient grids;
    private final ServiceToken token;

    LaterLocator(GridClient grids, ServiceToken token) {
        this.grids = grids;
        this.token = token;
    }

    /** Empty while grid-service, or the gateway that gives tokens, cannot be asked. */
    public Optional<Located> locate(Whereabouts where) {
        try {
            return grids.locate(token.get(), where);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
