package dev.wangge.platform.openapi;

import dev.wangge.platform.security.TokenSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the description together. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {
    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas(new SchemaNames());
    }

    @Bean
    HandlerDescription handlerDescription() {
        return new HandlerDescription();
    }

    @Bean
    ServiceDescription serviceDescription(
            TokenSettings settings, RecordSchemas records, ObjectProvider<PathVariants> variants) {
        return new ServiceDescription(settings, records, variants.orderedStream().toList());
    }
}
