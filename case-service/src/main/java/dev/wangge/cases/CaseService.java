package dev.wangge.cases;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Cases: intake, triage, the life of a case, clocks. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class CaseService {
    public static void main(String[] args) {
        SpringApplication.run(CaseService.class, args);
    }
}
