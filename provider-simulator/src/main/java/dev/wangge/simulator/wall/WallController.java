package dev.wangge.simulator.wall;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.wangge.simulator.input.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The phone wall as a page and as JSON. */
@RestController
@RequestMapping("/phone-wall")
class WallController {

    private static final int DEFAULT_LIMIT = 200;
    private static final int MAX_LIMIT = 5_000;
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final PhoneWall wall;

    WallController(PhoneWall wall) {
        this.wall = wall;
    }

    @GetMapping
    ResponseEntity<Resource> page() {
        return asset("phone-wall.html", "text/html;charset=UTF-8");
    }

    @GetMapping("/wall.js")
    ResponseEntity<Resource> script() {
        return asset("wall.js", "text/javascript;charset=UTF-8");
    }

    @GetMapping("/wall.css")
    ResponseEntity<Resource> style() {
        return asset("wall.css", "text/css;charset=UTF-8");
    }

    @GetMapping("/messages")
    Messages messages(HttpServletRequest request) {
        QueryParameters query =
                QueryParameters.of(request, Set.of("to", "outId", "since", "limit"));
        PhoneWall.Page page =
                wall.find(
                        new PhoneWall.Filter(
                                query.text("to"),
                                query.text("outId"),
                                query.time("since"),
                                query.count("limit", DEFAULT_LIMIT, MAX_LIMIT)));
        return new Messages(page.items().stream().map(Item::of).toList(), page.total());
    }

    @DeleteMapping("/messages")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        wall.clear();
    }

    @GetMapping("/counts")
    Counts counts() {
        Map<Channel, Long> channels = wall.counts();
        return new Counts(channels.values().stream().mapToLong(Long::longValue).sum(), channels);
    }

    // The texts come from anywhere: the page may run its own script and nothing else.
    private static ResponseEntity<Resource> asset(String name, String type) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(CacheControl.noCache())
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self';"
                                + " connect-src 'self'; base-uri 'none'; form-action 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(new ClassPathResource("phone-wall/" + name));
    }

    record Messages(List<Item> items, int total) {}

    record Counts(long total, Map<Channel, Long> channels) {}

    record Item(
            String id,
            Channel channel,
            String to,
            String text,
            String receivedAt,
            @Nullable String outId,
            @Nullable String template,
            @JsonRawValue @Nullable String params,
            Message.Status status,
            @Nullable String statusAt,
            @Nullable String statusCode,
            @Nullable String providerId) {

        static Item of(Message message) {
            Message.Draft draft = message.draft();
            Message.State state = message.state();
            return new Item(
                    Long.toString(message.id()),
                    draft.channel(),
                    draft.to(),
                    draft.text(),
                    MILLISECONDS.format(draft.receivedAt()),
                    draft.outId(),
                    draft.template(),
                    draft.params(),
                    state.status(),
                    time(state.at()),
                    state.code(),
                    draft.providerId());
        }

        private static @Nullable String time(@Nullable Instant at) {
            return at == null ? null : MILLISECONDS.format(at);
        }
    }
}
