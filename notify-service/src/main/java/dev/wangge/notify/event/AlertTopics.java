package dev.wangge.notify.event;

import dev.wangge.contracts.Topics;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.platform.consumer.PatientErrorHandler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * The topic this service publishes, and where it sets aside what it cannot take; made at start
 * where they are not there yet.
 */
@Configuration
class AlertTopics {
    @Bean
    KafkaAdmin.NewTopics notifyServiceTopics(
            @Value("${wangge.topics.partitions:6}") int partitions,
            @Value("${wangge.topics.replicas:1}") int replicas) {
        return new KafkaAdmin.NewTopics(
                topic(Topics.ALERTS, partitions, replicas),
                topic(PatientErrorHandler.deadLetters(Topics.GRIDS), partitions, replicas),
                topic(PatientErrorHandler.deadLetters(Topics.PEOPLE), partitions, replicas),
                topic(PatientErrorHandler.deadLetters(Topics.CASES), partitions, replicas),
                topic(PatientErrorHandler.deadLetters(Topics.FIELDWORK), partitions, replicas));
    }

    @Bean
    HealthIndicator relayHealthIndicator(AlertStore store) {
        return store.relayHealth();
    }

    private static org.apache.kafka.clients.admin.NewTopic topic(
            String name, int partitions, int replicas) {
        return TopicBuilder.name(name).partitions(partitions).replicas(replicas).build();
    }
}
