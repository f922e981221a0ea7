package dev.wangge.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call, and where the services are.
 *
 * @param clients county systems, each with the divisions it answers for and its roles
 * @param services base URLs by name
 */
@Validated
@ConfigurationProperties("wangge.gateway")
public record GatewaySettings(
        @Valid @DefaultValue List<Client> clients, @DefaultValue Map<String, String> services) {

    /**
     * A county system.
     *
     * @param secret with its encoding in front: {@code {bcrypt}…}, or {@code {noop}…} in a
     *     quickstart
     * @param divisions code prefixes without padding
     * @param roles admin, dispatcher, handler, verifier, reporter
     */
    public record Client(
            @NotBlank String id,
            @NotBlank String secret,
            @NotEmpty List<@NotBlank String> divisions,
            @NotEmpty List<@NotBlank String> roles) {}
}
