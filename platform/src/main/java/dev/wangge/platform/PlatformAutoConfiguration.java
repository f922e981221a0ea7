package dev.wangge.platform;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import dev.wangge.platform.aggregate.AggregateConfiguration;
import dev.wangge.platform.audit.AuditConfiguration;
import dev.wangge.platform.consumer.PatientErrorHandler;
import dev.wangge.platform.deadletter.DeadLetterConfiguration;
import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.platform.input.BoundCursors;
import dev.wangge.platform.input.JsonOnly;
import dev.wangge.platform.input.NextPage;
import dev.wangge.platform.input.ReadableRequests;
import dev.wangge.platform.life.ParentWatch;
import dev.wangge.platform.log.DiscreetLogs;
import dev.wangge.platform.log.Routes;
import dev.wangge.platform.openapi.OpenApiConfiguration;
import dev.wangge.platform.policy.PolicyConfiguration;
import dev.wangge.platform.problem.CallersFault;
import dev.wangge.platform.problem.ErrorAnswer;
import dev.wangge.platform.problem.ProblemAdvice;
import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.problem.ToldAnswers;
import dev.wangge.platform.seal.MasterKey;
import dev.wangge.platform.seal.SameKey;
import dev.wangge.platform.seal.SealedField;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.secret.PublishedSecrets;
import dev.wangge.platform.security.PublishedEndings;
import dev.wangge.platform.security.ResourceServer;
import dev.wangge.platform.security.TokenEndings;
import dev.wangge.platform.security.TokenSettings;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.UnknownParameterInterceptor;
import io.micrometer.common.KeyValue;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerHttpObservationDocumentation.HighCardinalityKeyNames;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What every service gets by having platform on its class path. */
@AutoConfiguration(
        afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
        beforeName = {
            "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
            "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration"
        })
@EnableConfigurationProperties(TokenSettings.class)
@Import({
    ProblemAdvice.class,
    NextPage.class,
    ToldAnswers.class,
    AggregateConfiguration.class,
    AuditConfiguration.class,
    DeadLetterConfiguration.class,
    DoorConfiguration.class,
    OpenApiConfiguration.class,
    PolicyConfiguration.class
})
public class PlatformAutoConfiguration {
    private static final Logger log = LoggerFactory.getLogger(PlatformAutoConfiguration.class);
    private static final int SWEEPS_AT_ONCE = 8;

    PlatformAutoConfiguration(@Value("${WANGGE_PARENT_PID:}") String parentPid) {
        ParentWatch.start(parentPid);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Problems problems() {
        return new Problems();
    }

    @Bean
    StrictBodies strictBodies() {
        return new StrictBodies();
    }

    @Bean
    WebMvcConfigurer knownParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new JsonOnly());
                registry.addInterceptor(new UnknownParameterInterceptor());
            }
        };
    }

    /** In front of security, which reads parameters too; behind what counts and traces requests. */
    @Bean
    FilterRegistrationBean<ReadableRequests> readableRequests(Problems problems) {
        return filter(new ReadableRequests(problems), Ordered.HIGHEST_PRECEDENCE + 10);
    }

    /** Behind security: who may not see a list is not told about its cursors. */
    @Bean
    FilterRegistrationBean<BoundCursors> boundCursors(Problems problems) {
        return filter(new BoundCursors(problems), 0);
    }

    private static <F extends Filter> FilterRegistrationBean<F> filter(F filter, int order) {
        var registered = new FilterRegistrationBean<>(filter);
        registered.setOrder(order);
        return registered;
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(Problems problems) {
        return (request, response, failure) ->
                problems.write(CallersFault.byStatus(400), request, response);
    }

    @Bean
    @ConditionalOnMissingBean(ErrorController.class)
    ErrorAnswer errorAnswers(Problems problems) {
        return new ErrorAnswer(problems);
    }

    /** Before any bean is made: a service that must not start changes nothing. */
    @Bean
    static BeanFactoryPostProcessor secretsAreSecret(ConfigurableEnvironment environment) {
        return beans -> {
            DiscreetLogs.hideSecretsOf(environment);
            PublishedSecrets.refuse(environment);
        };
    }

    @Bean
    SealedField sealedAnswers() {
        return new SealedField("keyedAnswers", "answer", "_id");
    }

    /** Whatever seals or opens waits until it is known to be with the key of these data. */
    @Bean
    @ConditionalOnMissingBean
    Vault vault(
            @Value("${wangge.master-key}") String setting,
            MongoOperations mongo,
            List<SealedField> sealed) {
        var key = MasterKey.of(setting);
        var vault = new Vault(key);
        SameKey.require(mongo, key, vault, sealed);
        log.info("The master key has the fingerprint {}", key.fingerprint());
        return vault;
    }

    /** A span and a timer for each of a dozen filters of each request tell nobody anything. */
    @Bean
    SecurityObservationSettings securityUnobserved() {
        return SecurityObservationSettings.noObservations();
    }

    /** Traces, too, know addresses by the pattern of their route only. */
    @Bean
    @ConditionalOnMissingBean
    ServerRequestObservationConvention tracesRoutes() {
        return new DefaultServerRequestObservationConvention() {
            @Override
            protected KeyValue httpUrl(ServerRequestObservationContext request) {
                var asked = request.getCarrier();
                return HighCardinalityKeyNames.HTTP_URL.withValue(
                        asked == null ? Routes.NONE : Routes.of(asked));
            }
        };
    }

    @Bean
    IdempotentResponses keyedAnswers(MongoOperations mongo, Vault vault, Clock clock) {
        return new IdempotentResponses(mongo.getCollection("keyedAnswers"), vault, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(TokenSettings settings, TokenEndings endings) {
        return ResourceServer.decoder(settings, endings);
    }

    @Bean
    @ConditionalOnMissingBean
    TokenEndings tokenEndings(TokenSettings settings) {
        return new PublishedEndings(settings);
    }

    @Bean
    @ConditionalOnMissingBean(SecurityFilterChain.class)
    SecurityFilterChain serviceChain(HttpSecurity http, TokenSettings settings, Problems problems) {
        return ResourceServer.chain(http, settings, problems);
    }

    @Bean
    @ConditionalOnBean(KafkaOperations.class)
    CommonErrorHandler patientErrorHandler(
            DeadLetters letters, KafkaOperations<String, byte[]> kafka) {
        return PatientErrorHandler.create(letters, kafka);
    }

    /** What a lost commit repeats changes nothing: the next batch need not wait for it. */
    @Bean
    @ConditionalOnBean(KafkaOperations.class)
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>>
            commitsUnwaited() {
        return container -> container.getContainerProperties().setSyncCommits(false);
    }

    /**
     * Who waits for an answer is told soon that the database is away, not after the driver's 30 s.
     */
    @Bean
    MongoClientSettingsBuilderCustomizer soonTold() {
        return settings ->
                settings.applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS));
    }

    /**
     * What is answered as stored is in a majority's journal, whatever the address says: also where
     * mongod runs alone, which else would not wait for its own.
     */
    @Bean
    MongoClientSettingsBuilderCustomizer journaledByAMajority() {
        return settings -> settings.writeConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** Sweeps wait for nobody else's: one that waits for the broker holds up no other. */
    @Bean
    @ConditionalOnMissingBean
    TaskScheduler taskScheduler() {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(SWEEPS_AT_ONCE);
        scheduler.setThreadNamePrefix("sweep-");
        scheduler.setDaemon(true);
        return scheduler;
    }

    /** A ping, since the embedded engine does not know what Boot's own check asks. */
    @Bean
    HealthIndicator databaseHealthIndicator(MongoClient mongo) {
        return () -> {
            mongo.getDatabase("admin").runCommand(new Document("ping", 1));
            return Health.up().build();
        };
    }
}
