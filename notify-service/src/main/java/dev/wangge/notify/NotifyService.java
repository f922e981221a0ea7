package dev.wangge.notify;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Alerts: who, what, which channel, proof of delivery. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class NotifyService {
    public static void main(String[] args) {
        SpringApplication.run(NotifyService.class, args);
    }
}
