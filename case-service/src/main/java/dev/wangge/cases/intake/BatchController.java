package dev.wangge.cases.intake;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.cases.casework.CaseView;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a device recorded out of coverage comes in here, some at a time. */
@RestController
@Tag(name = "cases", description = "案件")
class BatchController {
    private static final String PATH = "/api/v1/cases:batch";
    private static final int MOST_ITEMS = 20;
    private static final int MOST_BYTES = 32 * 1024;

    private final Batch batch;
    private final StrictBodies bodies;
    private final Clock clock;

    BatchController(Batch batch, StrictBodies bodies, Clock clock) {
        this.batch = batch;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** An item as it is described: what else it has is a report's, or an action's. */
    @Schema(
            additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
            description =
                    "A report with the fields of a new case, which gets this id; or an action on a"
                            + " case: case, action, its fields in `fields`, and in `version` which"
                            + " the device saw. Either may say its deviceTime")
    record BatchForm(
            @Schema(
                            requiredMode = REQUIRED,
                            pattern =
                                    "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
                            example = "019341c2-7a00-7000-8000-000000000001")
                    String id) {}

    /**
     * What became of one.
     *
     * @param status as a request of its own would be answered
     * @param version of the case as it is now; null where there is none to be seen
     * @param it the case: as the item left it, or as it is where it could not be done
     * @param problem why not; null where it was done
     */
    record Answer(
            String id,
            int status,
            @Nullable Long version,
            @JsonProperty("case") @Nullable CaseView it,
            @Schema(ref = "#/components/schemas/Problem") @Nullable Object problem) {}

    /** All of them, in the order they came. */
    record Answers(List<Answer> items, String asOf) {}

    @Operation(
            summary = "What a device recorded out of coverage: at most 20 reports and actions",
            description =
                    "Each by its own id (UUIDv7), by which it is done once: reports first, then"
                            + " actions by their deviceTime. 200 with a status for each. Lines"
                            + " (application/x-ndjson) do as well")
    @AllowedTo({Role.REPORTER, Role.DISPATCHER, Role.HANDLER, Role.VERIFIER})
    @PostMapping(
            path = PATH,
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    @Takes(BatchForm[].class)
    Answers batch(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization,
            @RequestHeader(HttpHeaders.CONTENT_TYPE) String type,
            @RequestBody(required = false) byte @Nullable [] raw,
            HttpServletRequest request) {
        var body = raw == null ? new byte[0] : raw;
        if (body.length > MOST_BYTES) {
            throw tooLarge();
        }
        var lines =
                MediaType.parseMediaType(type).isCompatibleWith(MediaType.APPLICATION_NDJSON)
                        ? lines(body)
                        : items(body);
        if (lines.size() > MOST_ITEMS) {
            throw tooLarge();
        }
        Map<String, ObjectNode> items = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            var item = object(lines.get(i), i);
            if (items.put(BatchItem.idOf(item, "#/" + i), item) != null) {
                throw Problem.invalid(Pointed.at("#/" + i + "/id", "twice", "An id comes twice"));
            }
        }
        return new Answers(
                batch.take(items, authorization.substring("Bearer ".length()), request),
                Times.utc(clock.instant()));
    }

    private List<JsonNode> items(byte[] body) {
        var all = bodies.read(body, JsonNode.class);
        if (!all.isArray()) {
            throw Problem.invalid(Pointed.at("#", "wrong-type", "A batch is a JSON array"));
        }
        return List.copyOf(all.values());
    }

    private List<JsonNode> lines(byte[] body) {
        var items = new ArrayList<JsonNode>();
        for (int from = 0, end; from < body.length; from = end + 1) {
            end = from;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            // As bytes: what is no UTF-8 is refused, as in an array.
            var line = Arrays.copyOfRange(body, from, end);
            if (!new String(line, StandardCharsets.UTF_8).isBlank()) {
                items.add(bodies.read(line, JsonNode.class, "#/" + items.size()));
            }
        }
        return items;
    }

    private static ObjectNode object(JsonNode item, int i) {
        if (item instanceof ObjectNode object) {
            return object;
        }
        throw Problem.invalid(Pointed.at("#/" + i, "wrong-type", "An item is a JSON object"));
    }

    private static Problem tooLarge() {
        return new Problem(
                ProblemType.BATCH_TOO_LARGE,
                "At most %d items and %d KiB".formatted(MOST_ITEMS, MOST_BYTES / 1024));
    }
}
