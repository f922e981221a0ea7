package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.wangge.platform.policy.Endpoints;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.RolesTable;
import java.net.http.HttpRequest.BodyPublishers;
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

    private String token(String role) {
        return TokenTest.signed(keys, token -> token.claim("roles", List.of(role)));
    }

    /** The services behind it ask for themselves: these are its own. */
    @Test
    void eachRoleMayWhatThePageSays() {
        table().isOnThePage();
        table().isKept((role, endpoint) ->
                send(
                        endpoint.address(),
                        request -> {
                            if (!role.isEmpty()) {
                                request.header("Authorization", "Bearer " + token(role));
                            }
                            return request.header("Content-Type", endpoint.contentType())
                                    .method(
                                            endpoint.method(),
                                            BodyPublishers.ofString(endpoint.body()));
                        }));
    }

    @Test
    void theThreeAdministratorsSeeNothingOfTheCountysBusiness() {
        assertThat(table().of(List.of("system-admin", "security-admin", "audit-admin")))
                .containsExactlyInAnyOrder(
                        "GET /api/v1/dead-letters",
                        "GET /api/v1/dead-letters/{id}",
                        "POST /api/v1/dead-letters/{id}/actions/replay",
                        "GET /api/v1/me",
                        // What the system administrator does …
                        "GET /api/v1/clients",
                        "POST /api/v1/clients",
                        "GET /api/v1/clients/{id}",
                        "PUT /api/v1/clients/{id}",
                        "POST /api/v1/clients/{id}/actions/rotate",
                        "POST /api/v1/clients/{id}/actions/{action}",
                        // … the security administrator …
                        "GET /api/v1/accounts",
                        "POST /api/v1/accounts",
                        "GET /api/v1/accounts/{id}",
                        "PUT /api/v1/accounts/{id}",
                        "POST /api/v1/accounts/{id}/actions/{action}",
                        "POST /api/v1/accounts:import",
                        "PUT /api/v1/accounts/{id}/handed-on",
                        "DELETE /api/v1/accounts/{id}/handed-on",
                        // … and the audit administrator.
                        "GET /api/v1/audit",
                        "GET /api/v1/audit:export",
                        "GET /api/v1/audit:verify");
    }
}
