package dev.wangge.grids;

import dev.wangge.testing.MovableClock;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
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

    @LocalServerPort private int port;
    protected final ServiceClient service = new ServiceClient(() -> port);
    @Autowired protected MovableClock clock;
    @Autowired protected ConsumerFactory<String, byte[]> consumers;

    /** The day it is in the county. */
    protected LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** What somebody who may see it sees. */
    protected JsonNode seen(String token, String path) {
        return ServiceClient.read(service.get(token, path), 200);
    }
}
