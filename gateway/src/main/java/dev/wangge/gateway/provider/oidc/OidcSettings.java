package dev.wangge.gateway.provider.oidc;

import dev.wangge.gateway.provider.Identifier;
import dev.wangge.gateway.rights.Separation;
import dev.wangge.platform.security.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Providers of OpenID Connect by which people sign in.
 *
 * @param providers in the order of their buttons
 */
@Validated
@ConfigurationProperties("wangge.sign-in")
record OidcSettings(@Valid @DefaultValue List<Provider> providers) {
    private static final String A_DIVISION = "\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{15}";

    /**
     * One of them. Claims are named by their path: {@code realm_access.roles}.
     *
     * @param id in addresses, and before the names that it knows people by: never to be changed
     * @param name of its button, by language; of one that is missing the Chinese
     * @param issuer exactly as its tokens say it; https, but on this machine
     * @param clientSecret absent for a public client; a proof of the code (PKCE) goes with it
     *     anyway
     * @param who by what an account is found
     * @param twoFactors how it says that it was shown two things
     * @param opens what it says of people's rights; absent where an account has to be there before
     */
    record Provider(
            @Pattern(
                            regexp = "[a-z][a-z0-9-]{1,39}",
                            message = "must be 2 to 40 small letters, digits and dashes")
                    String id,
            @NotEmpty Map<String, @NotBlank String> name,
            String issuer,
            @NotBlank String clientId,
            @Nullable String clientSecret,
            @DefaultValue("openid") List<String> scopes,
            @Valid @DefaultValue Who who,
            @DefaultValue TwoFactors twoFactors,
            @Valid @Nullable Opens opens) {
        Provider {
            if (!isSafe(URI.create(issuer))) {
                throw new IllegalArgumentException(
                        "The issuer of provider %s must be an https address".formatted(id));
            }
            if (!scopes.contains("openid")) {
                throw new IllegalArgumentException(
                        "The scopes of provider %s must contain openid".formatted(id));
            }
        }

        private static boolean isSafe(URI issuer) {
            var host = issuer.getHost();
            return host != null
                    && ("https".equals(issuer.getScheme())
                            || Set.of("127.0.0.1", "localhost", "[::1]").contains(host));
        }

        /** A failed start prints what was bound: never the secret. */
        @Override
        public String toString() {
            return "Provider[%s, %s, %s]".formatted(id, issuer, clientId);
        }
    }

    /**
     * By what an account is found.
     *
     * @param claim the path of a claim that nobody chooses for themselves, and nobody inherits
     * @param means what its value is
     */
    record Who(
            @DefaultValue("sub") @NotBlank String claim,
            @DefaultValue("known-as") Identifier.Kind means) {}

    /**
     * What the provider says when it was shown two things; by default nothing does.
     *
     * @param acr of these any one
     * @param amr likewise
     */
    record TwoFactors(@DefaultValue List<String> acr, @DefaultValue List<String> amr) {}

    /**
     * Accounts that are opened at somebody's first sign-in, and follow what the provider says at
     * each, until an administrator changes them.
     *
     * @param account the claim with the id to sign in by; made up where it is absent
     * @param name the claim with what people call them
     * @param person the claim with who they are in the roster; absent where it says none
     * @param roles its roles
     * @param divisions its divisions
     * @param administrators whether it may make one of the three administrators (三员)
     */
    record Opens(
            @Nullable String account,
            @DefaultValue("name") String name,
            @Nullable String person,
            @Valid Roles roles,
            @Valid @DefaultValue Divisions divisions,
            @DefaultValue("false") boolean administrators) {
        Opens {
            if (!administrators
                    && roles.of().values().stream().anyMatch(Separation::isAdministrator)) {
                throw new IllegalArgumentException(
                        "A provider makes nobody one of the three administrators, unless opens.administrators is true");
            }
        }
    }

    /**
     * @param claim the path of a text, or a list of them
     * @param of our role by theirs; who has none of these is not let in
     */
    record Roles(@NotBlank String claim, @NotEmpty Map<String, Role> of) {}

    /**
     * @param claim the path of a text, or a list of them; absent where only {@code always} counts
     * @param of our code by theirs; where it is empty theirs are ours
     * @param always those that everybody has who comes from there
     */
    record Divisions(
            @Nullable String claim,
            @DefaultValue Map<String, @Pattern(regexp = A_DIVISION) String> of,
            @DefaultValue List<@Pattern(regexp = A_DIVISION) String> always) {

        static boolean isOne(String code) {
            return code.matches(A_DIVISION);
        }
    }
}
