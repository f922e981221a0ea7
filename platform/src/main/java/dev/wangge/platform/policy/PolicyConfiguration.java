package dev.wangge.platform.policy;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Puts the question who may before every other that an endpoint asks. */
@Configuration(proxyBeanMethods = false)
public class PolicyConfiguration {
    @Bean
    WebMvcConfigurer policyFirst() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PolicyInterceptor()).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    Endpoints endpoints(ObjectProvider<RequestMappingHandlerMapping> mapped) {
        return new Endpoints(mapped);
    }
}
