package dev.wangge.grids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.OnBestEngine;
import dev.wangge.testing.TestIssuer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what: no role holds another. */
@OnBestEngine
class RolesTest extends RunningGridService {
    private static final List<String> ROLES =
            List.of("admin", "dispatcher", "handler", "verifier", "reporter");

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
                    GET,  /api/v1/unmaskings,       admin
                    GET,  /api/v1/dead-letters,     admin
                    POST, /api/v1/key-periods,      admin dispatcher
                    POST, /api/v1/seasonal-moves,   dispatcher
                    """)
    void onlyTheseRolesMay(String method, String path, String allowed) {
        for (var role : ROLES) {
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
