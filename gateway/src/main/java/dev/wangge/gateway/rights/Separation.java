package dev.wangge.gateway.rights;

import dev.wangge.platform.security.Role;
import java.util.EnumSet;
import java.util.Set;

/**
 * 三员分立: who configures the system, who gives people their rights, and who reads what all did are
 * three persons, and none of them works on cases (等保三级).
 */
public final class Separation {
    private static final Set<Role> ADMINISTRATORS =
            EnumSet.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN);

    private Separation() {}

    /** Whether it is that of one of the three. */
    public static boolean isAdministrator(Role role) {
        return ADMINISTRATORS.contains(role);
    }

    /** Whether one person, or one system, may hold all of these. */
    public static boolean allows(Set<Role> roles) {
        return roles.size() == 1 || roles.stream().noneMatch(Separation::isAdministrator);
    }
}
