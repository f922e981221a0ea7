package dev.wangge.grids.directory;

import dev.wangge.contracts.Topics;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/** The compacted topic of the directory; made at start where it is not there yet. */
@Configuration
class DirectoryTopic {
    @Bean
    KafkaAdmin.NewTopics gridServiceTopics(
            @Value("${wangge.topics.partitions:6}") int partitions,
            @Value("${wangge.topics.replicas:1}") int replicas) {
        return new KafkaAdmin.NewTopics(
                TopicBuilder.name(Topics.GRIDS)
                        .partitions(partitions)
                        .replicas(replicas)
                        .compact()
                        .build());
    }
}
