package dev.wangge.gateway.signin;

import dev.wangge.platform.security.Role;
import java.util.Comparator;
import java.util.Set;

/** Where people go to work once they are in; whoever has several roles, to the first. */
enum Workplace {
    DESK("/desk/"),
    FIELD("/field/"),
    HOTLINE("/desk/report"),
    RULES("/desk/rules"),
    ACCOUNTS("/desk/accounts"),
    AUDIT("/desk/audit"),
    /** What they administer has no page. */
    ACCOUNT("/account");

    private final String path;

    Workplace(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    static Workplace of(Set<Role> held) {
        return held.stream().map(Workplace::of).min(Comparator.naturalOrder()).orElse(ACCOUNT);
    }

    private static Workplace of(Role role) {
        return switch (role) {
            case DISPATCHER, VERIFIER, SUPERVISOR, LEADER -> DESK;
            case HANDLER -> FIELD;
            case REPORTER -> HOTLINE;
            case ADMIN -> RULES;
            case SECURITY_ADMIN -> ACCOUNTS;
            case AUDIT_ADMIN -> AUDIT;
            case SYSTEM_ADMIN -> ACCOUNT;
        };
    }
}
