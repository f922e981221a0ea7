package dev.wangge.gateway.edge;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A service could not be reached, or did not answer in time: the one failure a circuit counts. */
final class ServiceAway extends UncheckedIOException {
    ServiceAway(IOException why) {
        super(why);
    }
}
