package dev.wangge.grids.directory;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How the directory goes to Kafka; {@code relayEvery} is the pause between two sweeps. */
@Validated
@ConfigurationProperties("wangge.grids")
record GridSettings(
        @Min(1) @DefaultValue("6") int topicPartitions,
        @Min(1) @DefaultValue("1") int topicReplicas,
        @DefaultValue("300ms") Duration relayEvery) {}
