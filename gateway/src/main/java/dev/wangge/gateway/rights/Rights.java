package dev.wangge.gateway.rights;

import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody, or some system, may where.
 *
 * @param roles one of the three administrators alone, or others together
 * @param divisions code prefixes without padding
 */
public record Rights(Set<Role> roles, List<String> divisions) {
    private static final int MOST_DIVISIONS = 50;
    private static final Pattern DIVISION =
            Pattern.compile("\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{15}");

    /**
     * Reads what was said of them.
     *
     * @param none what is told where no role is said
     * @param faults what is wrong is added to
     */
    public static Rights read(
            @Nullable List<String> roles,
            @Nullable List<String> divisions,
            String none,
            List<Pointed> faults) {
        return new Rights(roles(roles, none, faults), divisions(divisions, faults));
    }

    private static Set<Role> roles(@Nullable List<String> said, String none, List<Pointed> faults) {
        var held = EnumSet.noneOf(Role.class);
        if (said == null || said.isEmpty()) {
            faults.add(Pointed.at("#/roles", "required", none));
            return held;
        }
        for (int i = 0; i < said.size(); i++) {
            var role = Role.of(String.valueOf(said.get(i)));
            if (role.isPresent()) {
                held.add(role.get());
            } else {
                faults.add(Pointed.at("#/roles/" + i, "wrong-value", "There is no such role"));
            }
        }
        if (!Separation.allows(held)) {
            faults.add(
                    Pointed.at(
                            "#/roles",
                            "separated",
                            "system-admin, security-admin and audit-admin each stand alone"));
        }
        return held;
    }

    private static List<String> divisions(@Nullable List<String> said, List<Pointed> faults) {
        if (said == null || said.isEmpty() || said.size() > MOST_DIVISIONS) {
            faults.add(
                    Pointed.at(
                            "#/divisions",
                            said == null || said.isEmpty() ? "required" : "too-many",
                            "1 to 50 divisions"));
            return List.of();
        }
        return codes("divisions", said, faults);
    }

    /** The codes of divisions that a field names, each once. */
    public static List<String> codes(String field, List<String> said, List<Pointed> faults) {
        for (int i = 0; i < said.size(); i++) {
            var code = said.get(i);
            if (code == null || !DIVISION.matcher(code).matches()) {
                faults.add(
                        Pointed.at(
                                "#/" + field + "/" + i,
                                "wrong-value",
                                "A code has 2, 4, 6, 9, 12 or 15 digits"));
            }
        }
        return said.stream().distinct().toList();
    }

    /**
     * Where whoever has them belongs: the narrowest division that all of theirs lie in; empty for
     * those of several provinces. Whoever answers for that may change it.
     */
    public String home() {
        return home(divisions);
    }

    /** The same. */
    public static String home(Collection<String> divisions) {
        return Codes.common(divisions);
    }

    /**
     * Refuses to give what lies outside of who gives it.
     *
     * @throws Problem outside-scope
     */
    public void requireWithin(Caller caller) {
        divisions.forEach(caller::requireScope);
        caller.requireScope(home());
    }
}
