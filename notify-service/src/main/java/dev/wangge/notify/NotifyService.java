package dev.wangge.notify;

import dev.wangge.platform.seal.SealedField;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Alerts: who, what, which channel, proof of delivery. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class NotifyService {
    public static void main(String[] args) {
        SpringApplication.run(NotifyService.class, args);
    }

    /** What is tried in a database from before its key had a fingerprint. */
    @Bean
    static SealedField sealedContacts() {
        return new SealedField("directory", "state.sealedContact", "state.code");
    }
}
