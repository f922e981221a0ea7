package dev.wangge.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The edge: identity, routes, limits, circuit breakers, one OpenAPI. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class Gateway {
    public static void main(String[] args) {
        SpringApplication.run(Gateway.class, args);
    }
}
