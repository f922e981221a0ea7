package dev.wangge.bench.bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Routing and nothing else: of the libraries in the gateway's own jar, the router, the server and
 * the probes. No identity, no limits, no circuit breakers, no metrics of requests.
 */
@SpringBootApplication
public class BareGateway {
    public static void main(String[] args) {
        // The gateway's own settings lie on the same class path.
        System.setProperty("spring.config.name", "bare-gateway");
        SpringApplication.run(BareGateway.class, args);
    }
}
