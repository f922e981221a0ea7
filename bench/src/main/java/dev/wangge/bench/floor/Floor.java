package dev.wangge.bench.floor;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * A service that does the least that an accepted report needs: it checks the token and the body,
 * makes one journaled insert of a document with one fact, and hands the fact to the same relay.
 */
@SpringBootApplication
@EnableScheduling
public class Floor {
    public static void main(String[] args) {
        // grid-service's own settings lie on the same class path.
        System.setProperty("spring.config.name", "floor");
        SpringApplication.run(Floor.class, args);
    }
}
