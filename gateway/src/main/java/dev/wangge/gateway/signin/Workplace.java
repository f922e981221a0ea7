package dev.wangge.gateway.signin;

import dev.wangge.platform.security.Role;
import java.util.Arrays;
import java.util.Set;

/** Where people go to work once they are in; whoever has several roles, to the first. */
enum Workplace {
    DESK("/desk/", Role.DISPATCHER, Role.VERIFIER, Role.SUPERVISOR, Role.LEADER),
    FIELD("/field/", Role.HANDLER),
    HOTLINE("/desk/report", Role.REPORTER),
    /** Administrators of rights and systems have no cases to work on. */
    ACCOUNT("/account");

    private final String path;
    private final Set<Role> roles;

    Workplace(String path, Role... roles) {
        this.path = path;
        this.roles = Set.of(roles);
    }

    String path() {
        return path;
    }

    static Workplace of(Set<Role> held) {
        return Arrays.stream(values())
                .filter(place -> place.roles.stream().anyMatch(held::contains))
                .findFirst()
                .orElse(ACCOUNT);
    }
}
