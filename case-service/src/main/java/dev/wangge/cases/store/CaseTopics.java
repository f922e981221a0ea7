package dev.wangge.cases.store;

import dev.wangge.contracts.Topics;
import dev.wangge.platform.consumer.PatientErrorHandler;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * The topics this service publishes, and where it sets aside what it cannot take; made at start
 * where they are not there yet.
 */
@Configuration
class CaseTopics {
    @Bean
    KafkaAdmin.NewTopics caseServiceTopics(
            @Value("${wangge.topics.partitions:6}") int partitions,
            @Value("${wangge.topics.replicas:1}") int replicas) {
        return new KafkaAdmin.NewTopics(
                plain(Topics.CASES, partitions, replicas).build(),
                plain(Topics.PEOPLE, partitions, replicas).compact().build(),
                deadLetters(Topics.CASES, partitions, replicas),
                deadLetters(Topics.GRIDS, partitions, replicas),
                deadLetters(Topics.ALERTS, partitions, replicas),
                deadLetters(Topics.FIELDWORK, partitions, replicas));
    }

    private static NewTopic deadLetters(String topic, int partitions, int replicas) {
        return plain(PatientErrorHandler.deadLetters(topic), partitions, replicas).build();
    }

    @Bean
    HealthIndicator relayHealthIndicator(CaseStore store) {
        return store.relayHealth();
    }

    private static TopicBuilder plain(String name, int partitions, int replicas) {
        return TopicBuilder.name(name).partitions(partitions).replicas(replicas);
    }
}
