package dev.wangge.gateway.provider;

import dev.wangge.platform.security.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider would have somebody be here, by the mapping of the configuration.
 *
 * @param account the id they would sign in by; null where it says none that could be one
 * @param person who they are in the roster; null where it does not say
 * @param roles empty for whoever has nothing to do here
 * @param divisions likewise
 */
public record VouchedRights(
        @Nullable String account,
        String name,
        @Nullable String person,
        Set<Role> roles,
        List<String> divisions) {

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "VouchedRights[%s, %s]".formatted(roles, divisions);
    }
}
