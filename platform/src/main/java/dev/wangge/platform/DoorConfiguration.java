package dev.wangge.platform;

import dev.wangge.platform.container.Container;
import dev.wangge.platform.door.Allowances;
import dev.wangge.platform.door.AnonymousDoor;
import dev.wangge.platform.door.ClientDoor;
import dev.wangge.platform.door.DoorSettings;
import dev.wangge.platform.door.FromWhere;
import dev.wangge.platform.door.Gate;
import dev.wangge.platform.door.LinkGate;
import dev.wangge.platform.door.TrustedProxies;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.seal.Vault;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * The door of every process: the gateway's, and that of each service, reached through it or not.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DoorSettings.class)
class DoorConfiguration {
    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE;

    /** Spring Security's chain stands at -100: here a caller is known. */
    private static final int BEHIND_SECURITY = -50;

    @Bean
    Allowances allowances(DoorSettings settings) {
        return new Allowances(settings.bodies());
    }

    @Bean
    TrustedProxies trustedProxies(DoorSettings settings) {
        return new TrustedProxies(settings.trustedProxies());
    }

    @Bean
    Container container(
            DoorSettings settings,
            Allowances allowances,
            TrustedProxies proxies,
            Problems problems) {
        return new Container(settings, allowances, proxies, problems);
    }

    @Bean
    @ConditionalOnMissingBean
    Gate linkGate(Vault vault, Clock clock) {
        return new LinkGate(vault, clock);
    }

    @Bean
    FilterRegistrationBean<FromWhere> fromWhere(TrustedProxies proxies) {
        var filter = new FilterRegistrationBean<>(new FromWhere(proxies));
        filter.setOrder(FIRST);
        return filter;
    }

    @Bean
    FilterRegistrationBean<AnonymousDoor> anonymousDoor(
            ObjectProvider<Gate> gates,
            DoorSettings settings,
            Problems problems,
            MeterRegistry meters) {
        var filter =
                new FilterRegistrationBean<>(
                        new AnonymousDoor(
                                gates.orderedStream().toList(), settings, problems, meters));
        filter.setOrder(FIRST + 30);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ClientDoor> clientDoor(
            DoorSettings settings, Problems problems, MeterRegistry meters) {
        var filter = new FilterRegistrationBean<>(new ClientDoor(settings, problems, meters));
        filter.setOrder(BEHIND_SECURITY);
        return filter;
    }

    /** Addresses that the firewall refuses are bad input like any other: named, not blank. */
    @Bean
    RequestRejectedHandler oddAddresses(Problems problems) {
        return (request, response, refused) ->
                problems.write(
                        new Problem(
                                ProblemType.INVALID_REQUEST,
                                "The address or a header holds something that is not allowed"),
                        request,
                        response);
    }

    /**
     * Any method may pass: who may ask is decided by the address alone, and only behind it is known
     * which methods there are for a 405 to name. The container refuses TRACE.
     */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderValues(value -> value.chars().noneMatch(c -> isControl(c)));
        return firewall;
    }

    /** Bytes beyond ASCII are allowed: browsers and libraries say who they are in Chinese. */
    private static boolean isControl(int c) {
        return c == 0x7f || (c < ' ' && c != '\t');
    }
}
