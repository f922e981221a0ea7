package dev.wangge.gateway.edge;

import dev.wangge.platform.problem.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where requests end when a service cannot be reached: said plainly, with a time to come back. */
@RestController
class Unavailable {
    @RequestMapping("/unavailable/{service}")
    void say(@PathVariable String service) {
        throw new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service-unavailable",
                        service
                                + " cannot be reached; repeat the request with the same Idempotency-Key")
                .header(HttpHeaders.RETRY_AFTER, "5");
    }
}
