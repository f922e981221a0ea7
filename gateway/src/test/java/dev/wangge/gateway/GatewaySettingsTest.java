package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class GatewaySettingsTest {
    @Configuration
    @EnableConfigurationProperties(GatewaySettings.class)
    static class Bound {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                    .withUserConfiguration(Bound.class)
                    .withPropertyValues(client(0, "county", "{noop}s3cret", "540328", "handler"));

    private static String[] client(int n, String id, String secret, String division, String role) {
        var prefix = "wangge.gateway.clients[%d].".formatted(n);
        return new String[] {
            prefix + "id=" + id,
            prefix + "secret=" + secret,
            prefix + "divisions[0]=" + division,
            prefix + "roles[0]=" + role
        };
    }

    @Test
    void aGoodClientIsTaken() {
        runner.run(context ->
                assertThat(context.getBean(GatewaySettings.class).clients())
                        .singleElement()
                        .satisfies(client -> {
                            assertThat(client.id()).isEqualTo("county");
                            assertThat(client.toString()).doesNotContain("s3cret");
                        }));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(client(1, "county", "{noop}other", "54", "admin"), "county twice"),
                Arguments.of(
                        client(1, "b", "plain-s3cret", "54", "admin"), "must name its encoding"),
                Arguments.of(client(1, "b", "{noop}x", "540", "admin"), "must be a code of"),
                Arguments.of(client(1, "b", "{noop}x", "54", "emperor"), "Role.emperor"),
                Arguments.of(client(1, "b b", "{noop}x", "54", "admin"), "visible ASCII"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongClientStopsTheStartAndSaysWhy(String[] client, String why) {
        runner.withPropertyValues(client)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining(why));
    }
}
