package dev.wangge.gateway.account;

import dev.wangge.platform.security.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody for each role, in a demonstration. */
enum DemonstrationAccount {
    ADMIN("县管理员", Role.ADMIN, null, null),
    DISPATCHER("县中心调度员", Role.DISPATCHER, null, null),
    HANDLER("卓玛顿珠", Role.HANDLER, "M-540328100001001-1", "wecom:zhuoma.540328100001"),
    VERIFIER("县中心核查员", Role.VERIFIER, null, null),
    REPORTER("热线坐席", Role.REPORTER, null, null),
    SUPERVISOR("督查室", Role.SUPERVISOR, null, null),
    LEADER("分管县领导", Role.LEADER, null, null),
    SYSTEM_ADMIN("系统管理员", Role.SYSTEM_ADMIN, null, null),
    SECURITY_ADMIN("安全管理员", Role.SECURITY_ADMIN, null, null),
    AUDIT_ADMIN("审计管理员", Role.AUDIT_ADMIN, null, null);

    /** The county of the demonstration. */
    private static final String COUNTY = "540328";

    private final String named;
    private final Role role;
    private final @Nullable String person;
    private final @Nullable String knownAs;

    DemonstrationAccount(
            String named, Role role, @Nullable String person, @Nullable String knownAs) {
        this.named = named;
        this.role = role;
        this.person = person;
        this.knownAs = knownAs;
    }

    String spelled() {
        return role.spelled();
    }

    String named() {
        return named;
    }

    Role role() {
        return role;
    }

    @Nullable String person() {
        return person;
    }

    /** By which name others know them. */
    List<String> knownAs() {
        return knownAs == null ? List.of() : List.of(knownAs);
    }

    String division() {
        return COUNTY;
    }
}
