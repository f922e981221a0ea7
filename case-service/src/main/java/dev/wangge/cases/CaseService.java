package dev.wangge.cases;

import dev.wangge.platform.seal.SealedField;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Cases: intake, triage, the life of a case, clocks. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class CaseService {
    public static void main(String[] args) {
        SpringApplication.run(CaseService.class, args);
    }

    /** What is tried in a database from before its key had a fingerprint. */
    @Bean
    static SealedField sealedContacts() {
        return new SealedField("people", "sealed", "_id");
    }
}
