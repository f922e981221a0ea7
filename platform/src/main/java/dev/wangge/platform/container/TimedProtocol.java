package dev.wangge.platform.container;

import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP with total times. The container's own are between two bytes: whoever sends or takes one
 * every few seconds has for ever.
 */
public final class TimedProtocol extends Http11NioProtocol {
    private final TimedEndpoint endpoint;
    private final Watch watch = new Watch();
    private Duration head = Duration.ofSeconds(20);
    private Duration answer = Duration.ofMinutes(10);

    /** Made by the container, by its name. */
    public TimedProtocol() {
        this(new TimedEndpoint());
    }

    private TimedProtocol(TimedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /**
     * Sets the limits.
     *
     * @param head for a request's line and headers to arrive
     * @param answer for an answer to be taken away
     */
    void limit(Duration head, Duration answer, Connections crowd) {
        this.head = head;
        this.answer = answer;
        endpoint.crowd(crowd);
    }

    @Override
    protected Processor createProcessor() {
        return new TimedProcessor(this, getAdapter(), head, watch);
    }

    @Override
    public void start() throws Exception {
        super.start();
        watch.start(answer, endpoint::recount);
    }

    @Override
    public void stop() throws Exception {
        watch.stop();
        super.stop();
    }
}
