package dev.wangge.platform.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a caller may be, within its divisions. None holds another. */
public enum Role {
    /** The county's own administrator: imports, rosters, rules. */
    ADMIN,
    /** Takes reports in and passes them to those who can do something. */
    DISPATCHER,
    /** Does what a case needs, for a unit or in a grid. */
    HANDLER,
    /** Looks whether it was done: never where they did it themselves. */
    VERIFIER,
    /** Brings reports in, for themselves or for residents. */
    REPORTER,
    /** Presses what is late. */
    SUPERVISOR,
    /** Answers for a division, and reads what happens there. */
    LEADER,
    /** 系统管理员: configuration and clients; sees no case. */
    SYSTEM_ADMIN,
    /** 安全管理员: accounts and roles; sees no case. */
    SECURITY_ADMIN,
    /** 审计管理员: reads who did what; sees no case. */
    AUDIT_ADMIN;

    private static final Map<String, Role> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Role::spelled, Function.identity()));

    /** As tokens spell it. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one spelled so; none for one that only a newer gateway knows. */
    public static Optional<Role> of(String spelled) {
        return Optional.ofNullable(BY_NAME.get(spelled));
    }
}
