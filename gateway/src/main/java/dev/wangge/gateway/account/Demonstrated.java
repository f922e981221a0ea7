package dev.wangge.gateway.account;

import dev.wangge.gateway.account.Proofs.Tried;
import dev.wangge.platform.secret.Demonstration;
import dev.wangge.platform.security.Role;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The people of a demonstration, whose one password everybody may use: a page can type it for
 * whoever wants to be one of them. Elsewhere there are none.
 */
@Component
public class Demonstrated {
    private final Proofs proofs;
    private final String password;

    Demonstrated(Proofs proofs, AccountSettings settings, Environment environment) {
        this.proofs = proofs;
        var shared = settings.demonstrationPassword();
        this.password = shared == null || !Demonstration.is(environment) ? "" : shared.strip();
    }

    /**
     * One of them.
     *
     * @param account by which they sign in
     * @param name as people call them
     */
    public record Somebody(String account, String name, Role role) {}

    /** All of them, one for each role; none where this is no demonstration. */
    public List<Somebody> everybody() {
        return password.isEmpty()
                ? List.of()
                : Arrays.stream(DemonstrationAccount.values())
                        .map(it -> new Somebody(it.spelled(), it.named(), it.role()))
                        .toList();
    }

    /** Tries their password as if it had been typed: whoever changed it has it for themselves. */
    public Tried as(String account) {
        return everybody().stream().anyMatch(it -> it.account().equals(account))
                ? proofs.password(account, password)
                : new Tried.Wrong();
    }
}
