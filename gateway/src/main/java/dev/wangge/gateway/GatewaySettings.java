package dev.wangge.gateway;

import dev.wangge.platform.security.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call, and where the services are.
 *
 * @param clients county systems, each with the divisions it answers for and its roles
 * @param apps what people sign in to with their accounts, besides the pages of this gateway
 * @param services base URLs by name
 */
@Validated
@ConfigurationProperties("wangge.gateway")
public record GatewaySettings(
        @Valid @DefaultValue List<Client> clients,
        @Valid @DefaultValue List<App> apps,
        @DefaultValue Map<String, String> services) {

    private static final String ID = "[!-~]{1,100}";
    private static final String NOT_AN_ID = "must be 1 to 100 visible ASCII characters";
    private static final String CODE = "\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{15}";
    private static final String NOT_A_CODE = "must be a code of 2, 4, 6, 9, 12 or 15 digits";
    private static final String ENCODED = "\\{(noop|bcrypt|pbkdf2|scrypt|argon2)(@[\\w]+)?}.+";
    private static final String NOT_ENCODED = "must name its encoding, such as {bcrypt}…";

    public GatewaySettings {
        var seen = new HashSet<String>();
        Stream.concat(clients.stream().map(Client::id), apps.stream().map(App::id))
                .filter(id -> !seen.add(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException(
                            "wangge.gateway.clients and apps have the id %s twice".formatted(id));
                });
    }

    /**
     * A county system.
     *
     * @param secret with its encoding in front: {@code {bcrypt}…}, or {@code {noop}…} in a
     *     demonstration
     * @param divisions code prefixes without padding
     * @param roles as {@link Role} spells them; any other stops the start
     * @param actsFor code prefixes of the divisions for whose members it may act; where nothing is
     *     said, all of its own
     * @param units codes of the units whose work it does; where nothing is said, it does whatever
     *     its roles allow
     */
    public record Client(
            @Pattern(regexp = ID, message = NOT_AN_ID) String id,
            @Pattern(regexp = ENCODED, message = NOT_ENCODED) String secret,
            @NotEmpty List<@Pattern(regexp = CODE, message = NOT_A_CODE) String> divisions,
            @NotEmpty List<Role> roles,
            @Nullable List<@Pattern(regexp = CODE, message = NOT_A_CODE) String> actsFor,
            @Nullable List<@NotBlank String> units) {

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

    /**
     * What people sign in to: a system of the county's with pages of its own, by OpenID Connect.
     *
     * @param name as people call it
     * @param secret as a client's; absent for one that runs in a browser or on a phone, which keeps
     *     none, and has people sign in anew when a token ends
     * @param redirects addresses that codes are sent to, exactly
     */
    public record App(
            @Pattern(regexp = ID, message = NOT_AN_ID) String id,
            @NotBlank String name,
            @Nullable @Pattern(regexp = ENCODED, message = NOT_ENCODED) String secret,
            @NotEmpty List<@NotBlank String> redirects) {

        /** A failed start prints what was bound: never the secret. */
        @Override
        public String toString() {
            return "App[%s, %s, redirects=%s]".formatted(id, name, redirects);
        }
    }
}
