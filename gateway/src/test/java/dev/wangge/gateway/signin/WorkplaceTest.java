package dev.wangge.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.security.Role;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkplaceTest {
    @ParameterizedTest
    @CsvSource({
        "DISPATCHER,DESK",
        "VERIFIER,DESK",
        "SUPERVISOR,DESK",
        "LEADER,DESK",
        "HANDLER,FIELD",
        "REPORTER,HOTLINE",
        "ADMIN,RULES",
        "SYSTEM_ADMIN,ACCOUNT",
        "SECURITY_ADMIN,ACCOUNTS",
        "AUDIT_ADMIN,AUDIT"
    })
    void eachRoleHasItsPlace(Role role, Workplace place) {
        assertThat(Workplace.of(Set.of(role))).isEqualTo(place);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whoAlsoDispatchesSitsAtTheDesk(Role role) {
        assertThat(Workplace.of(EnumSet.of(role, Role.DISPATCHER))).isEqualTo(Workplace.DESK);
    }
}
