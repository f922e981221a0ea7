package dev.wangge.platform.openapi;

import dev.wangge.platform.policy.Policy;
import dev.wangge.platform.security.Role;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.method.HandlerMethod;

/**
 * Says in an operation which roles may call it, as its endpoint does: for programs in {@code
 * x-roles} and as any one of the scopes, for people in a sentence.
 */
final class AllowedRoles {
    static final String NAME = "x-roles";

    private AllowedRoles() {}

    /** Of what needs no role nothing is said. */
    static void tell(Operation operation, HandlerMethod handler) {
        if (Policy.of(handler) instanceof Policy.Roles roles) {
            tell(operation, roles.anyOf().stream().map(Role::spelled).toList());
        }
    }

    static void tell(Operation operation, List<String> anyOf) {
        operation.addExtension(NAME, anyOf);
        // Each entry is enough by itself.
        var security = new ArrayList<SecurityRequirement>();
        security.add(new SecurityRequirement().addList("bearer"));
        anyOf.forEach(role -> security.add(new SecurityRequirement().addList("oauth2", role)));
        operation.setSecurity(security);
    }

    /** For people, once it is settled. */
    static void describe(Operation operation) {
        if (operation.getExtensions() != null
                && operation.getExtensions().get(NAME) instanceof List<?> anyOf) {
            var said =
                    anyOf.stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining("`, `", "Roles: `", "`"));
            var before = operation.getDescription();
            operation.setDescription(
                    before == null || before.isBlank() ? said : before + "\n\n" + said);
        }
    }

    static boolean areTold(Operation operation) {
        return operation.getExtensions() != null && operation.getExtensions().containsKey(NAME);
    }
}
