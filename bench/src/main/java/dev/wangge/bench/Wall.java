package dev.wangge.bench;

import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** When the simulated providers were first called about each case. */
final class Wall {
    private static final int PAGE = 5000;
    private static final Pattern NUMBER = Pattern.compile("WG\\d{4}-\\d{7}");
    private final JsonMapper json = new JsonMapper();
    private final Map<String, Instant> first = new ConcurrentHashMap<>();
    private final County county;
    private Instant since = Instant.now();

    Wall(County county) {
        this.county = county;
    }

    /** Reads until it is interrupted, so that no page is ever full. */
    void readOn() {
        try {
            while (true) {
                read();
                Thread.sleep(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean hasAll(Collection<String> numbers) {
        return first.keySet().containsAll(numbers);
    }

    @Nullable Instant firstAbout(String number) {
        return first.get(number);
    }

    private void read() throws InterruptedException {
        var page =
                json.readTree(
                        county.get(
                                Member.SIMULATOR,
                                "/phone-wall/messages?limit=" + PAGE + "&since=",
                                since.toString()));
        if (page.path("total").asInt() > PAGE) {
            throw new IllegalStateException("More messages in a second than the wall shows");
        }
        for (var message : page.path("items")) {
            var at = Instant.parse(message.path("receivedAt").asString());
            var number = NUMBER.matcher(message.path("text").asString(""));
            while (number.find()) {
                first.merge(number.group(), at, (a, b) -> a.isBefore(b) ? a : b);
            }
            // What was received a moment before the newest may be shown a moment after it.
            var overlap = at.minusSeconds(2);
            since = overlap.isAfter(since) ? overlap : since;
        }
    }
}
