package dev.wangge.gateway.identity;

import dev.wangge.gateway.account.Accounts;
import dev.wangge.platform.policy.AllowedToEveryRole;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who calls. */
@Tag(name = "Accounts 账户")
@RestController
class MeController {
    private final Accounts accounts;

    MeController(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Who calls, and what they may.
     *
     * @param account by which somebody signed in; null for a system that acts for itself
     * @param name as people call them
     * @param person who they are in the roster, else their account
     * @param units codes of the units whose work is theirs
     * @param standsInFor codes of the members whose work is theirs for a while
     * @param client the system through which they call
     */
    record Me(
            @Nullable String account,
            @Nullable String name,
            @Nullable String person,
            String client,
            List<String> roles,
            List<String> divisions,
            List<String> units,
            List<String> standsInFor) {}

    @Operation(summary = "Who I am, and what I may where")
    @AllowedToEveryRole
    @GetMapping("/api/v1/me")
    Me me() {
        var caller = Caller.current();
        var account = caller.person() == null ? null : accounts.find(subject()).orElse(null);
        return new Me(
                account == null ? null : account.id(),
                account == null ? null : account.name(),
                caller.person(),
                caller.client(),
                caller.roles().stream().sorted().map(Role::spelled).toList(),
                caller.divisions(),
                caller.units(),
                caller.standsInFor());
    }

    private static String subject() {
        return Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication())
                .getName();
    }
}
