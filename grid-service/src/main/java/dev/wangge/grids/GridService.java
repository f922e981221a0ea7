package dev.wangge.grids;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Places and people on duty: divisions, grids, members, units. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class GridService {
    public static void main(String[] args) {
        SpringApplication.run(GridService.class, args);
    }
}
