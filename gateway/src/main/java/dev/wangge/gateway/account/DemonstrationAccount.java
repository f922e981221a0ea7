package dev.wangge.gateway.account;

import dev.wangge.platform.security.Role;
import org.jspecify.annotations.Nullable;

/** Somebody for each role, in a demonstration. */
enum DemonstrationAccount {
    ADMIN("县管理员", Role.ADMIN, null),
    DISPATCHER("县中心调度员", Role.DISPATCHER, null),
    HANDLER("卓玛顿珠", Role.HANDLER, "M-540328100001001-1"),
    VERIFIER("县中心核查员", Role.VERIFIER, null),
    REPORTER("热线坐席", Role.REPORTER, null),
    SUPERVISOR("督查室", Role.SUPERVISOR, null),
    LEADER("分管县领导", Role.LEADER, null),
    SYSTEM_ADMIN("系统管理员", Role.SYSTEM_ADMIN, null),
    SECURITY_ADMIN("安全管理员", Role.SECURITY_ADMIN, null),
    AUDIT_ADMIN("审计管理员", Role.AUDIT_ADMIN, null);

    /** The county of the demonstration. */
    private static final String COUNTY = "540328";

    private final String named;
    private final Role role;
    private final @Nullable String person;

    DemonstrationAccount(String named, Role role, @Nullable String person) {
        this.named = named;
        this.role = role;
        this.person = person;
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

    String division() {
        return COUNTY;
    }
}
