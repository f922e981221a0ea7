package dev.wangge.grids.period;

import dev.wangge.contracts.Topics;
import dev.wangge.platform.consumer.PatientErrorHandler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/** The topic of what is done in the field; made at start where it is not there yet. */
@Configuration
class FieldworkTopic {
    @Bean
    KafkaAdmin.NewTopics fieldworkTopics(
            @Value("${wangge.topics.partitions:6}") int partitions,
            @Value("${wangge.topics.replicas:1}") int replicas) {
        return new KafkaAdmin.NewTopics(
                topic(Topics.FIELDWORK, partitions, replicas),
                topic(PatientErrorHandler.deadLetters(Topics.ALERTS), partitions, replicas));
    }

    private static org.apache.kafka.clients.admin.NewTopic topic(
            String name, int partitions, int replicas) {
        return TopicBuilder.name(name).partitions(partitions).replicas(replicas).build();
    }

    @Bean
    HealthIndicator zeroReportRelayHealthIndicator(ZeroReportStore store) {
        return store.relayHealth();
    }
}
