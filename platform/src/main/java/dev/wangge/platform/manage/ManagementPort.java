package dev.wangge.platform.manage;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nothing but {@code /actuator} is served there. The filters of the security chain are the
 * service's own, and some of them answer, as the gateway's that gives tokens: there they would be
 * past the edge's limits.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPort {
    private static final String BELOW = "/actuator";

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> onlyHowItIs() {
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new OnlyBelow(BELOW));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
