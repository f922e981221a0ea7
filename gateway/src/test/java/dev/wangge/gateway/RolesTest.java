package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.wangge.platform.policy.Endpoints;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.RolesTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may call what: as docs/guides/roles.md says it, cell by cell. */
class RolesTest extends RunningGateway {
    @Autowired Endpoints endpoints;
    @Autowired JWKSource<SecurityContext> keys;

    private RolesTable table() {
        return new RolesTable(
                "gateway",
                Arrays.stream(Role.values()).map(Role::spelled).toList(),
                endpoints.all().stream()
                        .map(it ->
                                new RolesTable.Row(
                                        it.method(), it.path(), it.takes().toString(), it.says()))
                        .toList());
    }

    /** The services behind it ask for themselves: these are its own. */
    @Test
    void eachRoleMayWhatThePageSays() {
        table().isOnThePage();
        table().isKept((role, endpoint) ->
                role.isEmpty()
                        ? open(endpoint.address())
                        : get(
                                endpoint.address(),
                                TokenTest.signed(
                                        keys, token -> token.claim("roles", List.of(role)))));
    }

    @Test
    void theThreeAdministratorsSeeNothingOfTheCountysBusiness() {
        assertThat(table().of(List.of("system-admin", "security-admin", "audit-admin")))
                .containsExactly("GET /api/v1/dead-letters");
    }
}
