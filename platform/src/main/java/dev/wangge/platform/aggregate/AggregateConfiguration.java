package dev.wangge.platform.aggregate;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaOperations;

/** The stores of a service that tells facts of its own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(KafkaOperations.class)
public class AggregateConfiguration {
    AggregateConfiguration() {}

    @Bean
    AggregateStores aggregateStores(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            @Value("${spring.application.name:service}") String service,
            Clock clock,
            MeterRegistry metrics) {
        return new AggregateStores(mongo, kafka, clock, metrics, "/" + service);
    }
}
