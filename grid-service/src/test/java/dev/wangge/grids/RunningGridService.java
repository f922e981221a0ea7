package dev.wangge.grids;

import dev.wangge.contracts.Topics;
import dev.wangge.testing.MovableClock;
import dev.wangge.testing.Published;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service, a clock that can be put forward, and who asks. Stories of one topic share a service
 * on each engine: whatever they make has codes of its own.
 */
@SpringBootTest(
        classes = GridService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({TestIssuer.class, MovableClock.Time.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RunningGridService {
    protected static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    protected final String admin = TestIssuer.token("province-admin", "admin", "54");
    protected final String countyAdmin = TestIssuer.token("county-admin", "admin", "540328");
    protected final String desk = TestIssuer.token("county-demo", "dispatcher", "540328");
    protected final String handler = TestIssuer.token("county-handler", "handler", "540328");
    protected final String neighbour = TestIssuer.token("neighbour-demo", "dispatcher", "540302");
    protected final String neighbourAdmin = TestIssuer.token("neighbour-admin", "admin", "540302");
    protected final JsonMapper json = JsonMapper.builder().build();

    @LocalServerPort protected int port;
    @LocalManagementPort private int management;
    protected final ServiceClient service = new ServiceClient(() -> port, () -> management);
    @Autowired protected MovableClock clock;
    @Autowired protected ConsumerFactory<String, byte[]> consumers;

    private final long started = System.currentTimeMillis();

    /** The day it is in the county. */
    protected LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** From now on it is eight in the morning of the next day: no story sees midnight pass. */
    protected void putForwardToMorning() {
        var now = clock.instant();
        var morning = LocalDate.ofInstant(now, ZONE).plusDays(1).atTime(8, 0).atZone(ZONE);
        clock.forward(Duration.between(now, morning.toInstant()));
    }

    /**
     * What was told of the directory under a key, in order; what is older than these stories is of
     * others, or of the same ones on the other engine.
     */
    protected List<ConsumerRecord<String, byte[]>> directoryTold(String key) {
        return Published.on(Topics.GRIDS, consumers).stream()
                .filter(record -> key.equals(record.key()))
                .filter(record -> record.timestamp() >= started)
                .toList();
    }

    /** What somebody who may see it sees. */
    protected JsonNode seen(String token, String path) {
        return ServiceClient.read(service.get(token, path), 200);
    }
}
