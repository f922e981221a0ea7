package dev.wangge.platform.deadletter;

import dev.wangge.platform.relay.FactRelay;
import dev.wangge.platform.relay.StateOwner;
import dev.wangge.platform.web.IdempotentResponses;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaOperations;

/** Dead letters, for services that listen and publish. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(KafkaOperations.class)
public class DeadLetterConfiguration {
    DeadLetterConfiguration() {}

    @Bean
    DeadLetters deadLetters(
            MongoOperations mongo,
            @Value("${spring.application.name:service}") String service,
            Clock clock,
            MeterRegistry metrics) {
        var letters = new DeadLetters(mongo.getCollection("deadLetters"), service, clock, metrics);
        letters.createIndexes();
        return letters;
    }

    @Bean
    Unsendables unsendables(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            List<StateOwner> owners,
            Clock clock) {
        var records =
                new Unsendables(mongo.getCollection(FactRelay.SET_ASIDE), kafka, owners, clock);
        records.createIndexes();
        return records;
    }

    @Bean
    DeadLetterDesk deadLetterDesk(
            DeadLetters letters,
            Unsendables unsendables,
            KafkaListenerEndpointRegistry listeners,
            List<PushTaker> takers,
            Clock clock) {
        return new StoredDeadLetters(
                letters, new Replays(letters, listeners, takers), unsendables, clock);
    }

    /** Not where the lists of all services are one. */
    @Bean
    @ConditionalOnProperty(
            name = "wangge.dead-letters.listed-alone",
            havingValue = "true",
            matchIfMissing = true)
    DeadLetterController deadLetterController(DeadLetterDesk desk, IdempotentResponses responses) {
        return new DeadLetterController(desk, responses);
    }
}
