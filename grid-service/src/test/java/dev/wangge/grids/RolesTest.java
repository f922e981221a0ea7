package dev.wangge.grids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.policy.Endpoints;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.OnBestEngine;
import dev.wangge.testing.RolesTable;
import dev.wangge.testing.TestIssuer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may call what: as docs/guides/roles.md says it, cell by cell. */
@OnBestEngine
class RolesTest extends RunningGridService {
    @Autowired Endpoints endpoints;

    private RolesTable table() {
        return new RolesTable(
                "grid-service",
                Arrays.stream(Role.values()).map(Role::spelled).toList(),
                endpoints.all().stream()
                        .map(it ->
                                new RolesTable.Row(
                                        it.method(), it.path(), it.takes().toString(), it.says()))
                        .toList());
    }

    @Test
    void eachRoleMayWhatThePageSays() {
        table().isOnThePage();
        table().isKeptBy(service);
    }

    /** 三员: what they may is spelled out here, and no annotation adds to it unseen. */
    @Test
    void theThreeAdministratorsSeeNothingOfTheCountysBusiness() {
        assertThat(table().of(List.of("system-admin", "security-admin", "audit-admin")))
                .containsExactlyInAnyOrder(
                        "GET /api/v1/dead-letters",
                        "GET /api/v1/dead-letters/{id}",
                        "POST /api/v1/dead-letters/{id}/actions/replay",
                        "GET /api/v1/divisions",
                        "GET /api/v1/divisions/{code}",
                        "GET /api/v1/divisions/{code}/ancestors",
                        "GET /api/v1/divisions/{code}/children",
                        "GET /api/v1/divisions/{code}/siblings",
                        "GET /api/v1/unmaskings");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    POST, /api/v1/grids,            admin
                    POST, /api/v1/grids:merge,      admin
                    POST, /api/v1/grids:import,     admin
                    POST, /api/v1/divisions:import, admin
                    POST, /api/v1/members,          admin
                    POST, /api/v1/units,            admin
                    POST, /api/v1/shifts,           admin
                    POST, /api/v1/leaves,           admin
                    POST, /api/v1/assignments,      admin
                    POST, /api/v1/teams,            admin
                    GET,  /api/v1/unmaskings,       admin audit-admin
                    GET,  /api/v1/dead-letters,     admin system-admin
                    POST, /api/v1/key-periods,      admin dispatcher
                    POST, /api/v1/seasonal-moves,   dispatcher
                    """)
    void onlyTheseRolesMay(String method, String path, String allowed) {
        for (var role : Arrays.stream(Role.values()).map(Role::spelled).toList()) {
            var token = TestIssuer.token("somebody", role, "540328");
            var answer =
                    path.equals("/api/v1/divisions:import")
                            ? service.csv(token, path, "code")
                            : service.send(token, method, path, "{}");

            assertThat(answer.body().contains("/problems/not-permitted"))
                    .as("%s: %s", role, answer.body())
                    .isEqualTo(!List.of(allowed.split(" ", -1)).contains(role));
        }
    }
}
