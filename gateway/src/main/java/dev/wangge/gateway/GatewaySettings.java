package dev.wangge.gateway;

import dev.wangge.platform.security.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.HashSet;
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

    public GatewaySettings {
        var seen = new HashSet<String>();
        for (var client : clients) {
            if (!seen.add(client.id())) {
                throw new IllegalArgumentException(
                        "wangge.gateway.clients has the id %s twice".formatted(client.id()));
            }
        }
    }

    /**
     * A county system.
     *
     * @param secret with its encoding in front: {@code {bcrypt}…}, or {@code {noop}…} in a
     *     demonstration
     * @param divisions code prefixes without padding
     * @param roles as {@link Role} spells them; any other stops the start
     */
    public record Client(
            @Pattern(regexp = "[!-~]{1,100}", message = "must be 1 to 100 visible ASCII characters")
                    String id,
            @Pattern(
                            regexp = "\\{(noop|bcrypt|pbkdf2|scrypt|argon2)(@[\\w]+)?}.+",
                            message = "must name its encoding, such as {bcrypt}…")
                    String secret,
            @NotEmpty
                    List<
                                    @Pattern(
                                            regexp = "\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{15}",
                                            message =
                                                    "must be a code of 2, 4, 6, 9, 12 or 15 digits")
                                    String>
                            divisions,
            @NotEmpty List<Role> roles) {

        /** As tokens spell them. */
        public List<String> roleNames() {
            return roles.stream().map(Role::spelled).toList();
        }

        /** A failed start prints what was bound: never the secret. */
        @Override
        public String toString() {
            return "Client[%s, divisions=%s, roles=%s]".formatted(id, divisions, roles);
        }
    }
}
