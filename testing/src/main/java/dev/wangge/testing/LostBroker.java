package dev.wangge.testing;

import dev.wangge.local.LocalBroker;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A broker of one test's own, which goes away and comes back with all that it had. */
public final class LostBroker implements AutoCloseable {
    private final Path data;
    private final int port;
    private LocalBroker broker;

    private LostBroker(Path data) {
        this.data = data;
        broker = LocalBroker.start(data, 0);
        port = broker.port();
    }

    public static LostBroker start() {
        var broker = new LostBroker(TestResources.directory("lost-broker"));
        TestResources.close(broker);
        return broker;
    }

    /** Points a service under test at this broker and the best database there is. */
    public void use(DynamicPropertyRegistry properties) {
        Infrastructure.useAsDeployed(properties, Infrastructure.database());
        var servers = broker.bootstrapServers();
        properties.add("spring.kafka.bootstrap-servers", () -> servers);
    }

    public void goAway() {
        broker.close();
    }

    /** Where it was before; its clients come back in their own time. */
    public void comeBack() {
        broker = LocalBroker.start(data, port);
    }

    @Override
    public void close() {
        broker.close();
    }
}
