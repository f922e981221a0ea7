package dev.wangge.gateway.openapi;

import dev.wangge.platform.policy.OpenToAnyone;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The description of all services together, and of each alone. */
@Hidden
@RestController
class OpenApiController {
    private final Descriptions descriptions;

    OpenApiController(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    @OpenToAnyone
    @GetMapping("/openapi.json")
    JsonNode all() {
        return descriptions.all();
    }

    @OpenToAnyone
    @GetMapping("/openapi/{service}.json")
    JsonNode one(@PathVariable String service) {
        if (!descriptions.knows(service)) {
            throw new Problem(ProblemType.NOT_FOUND, "No service is called " + service);
        }
        return descriptions
                .of(service)
                .orElseThrow(() ->
                        new Problem(ProblemType.SERVICE_UNAVAILABLE, service + " cannot be reached")
                                .header(HttpHeaders.RETRY_AFTER, "5"));
    }
}
