package dev.wangge.grids;

import dev.wangge.platform.csv.AnyCharset;
import dev.wangge.platform.seal.SealedField;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Places and people on duty: divisions, grids, members, units. */
@SpringBootApplication
@Import(AnyCharset.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class GridService {
    public static void main(String[] args) {
        SpringApplication.run(GridService.class, args);
    }

    /** What is tried in a database from before its key had a fingerprint. */
    @Bean
    static SealedField sealedContacts() {
        return new SealedField("entries", "state.sealedContact", "code");
    }
}
