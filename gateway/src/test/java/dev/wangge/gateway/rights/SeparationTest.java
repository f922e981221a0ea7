package dev.wangge.gateway.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.security.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeparationTest {
    private static final Set<Role> ADMINISTRATORS =
            EnumSet.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN);

    @Property
    void whoIsAnAdministratorIsNothingElse(@ForAll Set<Role> roles) {
        var administrators = EnumSet.noneOf(Role.class);
        administrators.addAll(roles);
        administrators.retainAll(ADMINISTRATORS);

        assertThat(Separation.allows(roles))
                .isEqualTo(administrators.isEmpty() || roles.size() == 1);
    }

    @ParameterizedTest
    @CsvSource({
        "540328, 540328",
        "540328 540328101, 540328",
        "540328 540302, 5403",
        "540328101 540328102001, 540328",
        "540328101001 540328101002, 540328101",
        "54 65, ''",
        "540328101001001, 540328101001001"
    })
    void whoeverHasThemBelongsWhereAllOfTheirDivisionsLie(String divisions, String home) {
        assertThat(Rights.home(List.of(divisions.split(" ", -1)))).isEqualTo(home);
    }
}
