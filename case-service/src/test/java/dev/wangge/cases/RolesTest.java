package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.CaseActions;
import dev.wangge.platform.policy.Endpoints;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.OnBestEngine;
import dev.wangge.testing.RolesTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may call what: as docs/guides/roles.md says it, cell by cell. */
@OnBestEngine
class RolesTest extends RunningCaseService {
    @Autowired Endpoints endpoints;
    @Autowired CaseActions actions;

    private RolesTable table() {
        return new RolesTable(
                "case-service",
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

    @Test
    void theEndpointOfAllActionsIsForWhomeverAnyOfThemIsFor() {
        var named =
                actions.all().stream()
                        .flatMap(action -> action.who().roleNames().stream())
                        .distinct()
                        .toList();

        assertThat(endpoints.all())
                .filteredOn(it -> it.path().equals("/api/v1/cases/{id}/actions/{name}"))
                .singleElement()
                .satisfies(it -> assertThat(it.says()).containsExactlyInAnyOrderElementsOf(named));
    }

    /** 三员: what they may is spelled out here, and no annotation adds to it unseen. */
    @Test
    void theThreeAdministratorsSeeNothingOfTheCountysBusiness() {
        assertThat(table().of(List.of("system-admin", "security-admin", "audit-admin")))
                .containsExactlyInAnyOrder(
                        "GET /api/v1/dead-letters",
                        "GET /api/v1/dead-letters/{id}",
                        "POST /api/v1/dead-letters/{id}/actions/replay");
    }
}
