package dev.wangge.platform.audit;

import dev.wangge.contracts.Topics;
import dev.wangge.platform.consumer.PatientErrorHandler;
import dev.wangge.platform.relay.FactRelay;
import dev.wangge.platform.relay.StateRelay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What every service does for the audit trail; the gateway, whose it is, brings its own sink. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {
    @Bean
    @ConditionalOnMissingBean(AuditSink.class)
    @ConditionalOnBean(KafkaOperations.class)
    AuditOutbox auditOutbox(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            @Value("${spring.application.name:service}") String service,
            Clock clock,
            MeterRegistry metrics) {
        var source = "/" + service;
        var relay =
                new StateRelay(
                        kafka,
                        mongo.getCollection(FactRelay.SET_ASIDE),
                        clock,
                        metrics,
                        Topics.AUDIT,
                        AuditOutbox.COLLECTION,
                        source);
        var outbox =
                new AuditOutbox(
                        mongo.getCollection(AuditOutbox.COLLECTION), relay, source, clock, metrics);
        outbox.createIndex();
        return outbox;
    }

    /** One partition: the trail is one chain, and nothing is gained by reading it in pieces. */
    @Bean
    @ConditionalOnBean(KafkaOperations.class)
    KafkaAdmin.NewTopics auditTopic(@Value("${wangge.topics.replicas:1}") int replicas) {
        return new KafkaAdmin.NewTopics(
                TopicBuilder.name(Topics.AUDIT)
                        .partitions(1)
                        .replicas(replicas)
                        // Half a year, like the trail itself: a gateway's database that was put
                        // back to an older state can be read up.
                        .config("retention.ms", Long.toString(184L * 24 * 60 * 60 * 1000))
                        .build(),
                TopicBuilder.name(PatientErrorHandler.deadLetters(Topics.AUDIT))
                        .partitions(1)
                        .replicas(replicas)
                        .build());
    }

    @Bean
    @ConditionalOnBean(AuditSink.class)
    RefusalLog refusalLog(AuditSink sink, Clock clock, MeterRegistry metrics) {
        return new RefusalLog(sink, clock, metrics);
    }

    @Bean
    @ConditionalOnBean(AuditSink.class)
    WebMvcRegistrations auditedHandlers(ObjectProvider<AuditSink> sink, Clock clock) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new AuditedHandlers(notes -> sink.getObject().keep(notes), clock);
            }
        };
    }

    @Bean
    AuditedEndpoints auditedEndpoints(ObjectProvider<RequestMappingHandlerMapping> mapped) {
        return new AuditedEndpoints(mapped);
    }
}
