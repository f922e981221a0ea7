package dev.wangge.grids.move;

import dev.wangge.contracts.Topics;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/** The topic that moves are published on; made at start where it is not there yet. */
@Configuration
class MoveTopics {
    @Bean
    KafkaAdmin.NewTopics moveTopic(
            @Value("${wangge.topics.partitions:6}") int partitions,
            @Value("${wangge.topics.replicas:1}") int replicas) {
        return new KafkaAdmin.NewTopics(
                TopicBuilder.name(Topics.FIELDWORK)
                        .partitions(partitions)
                        .replicas(replicas)
                        .build());
    }

    @Bean
    HealthIndicator moveRelayHealthIndicator(MoveStore store) {
        return store.relayHealth();
    }
}
