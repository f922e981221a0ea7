package dev.wangge.gateway.rights;

import dev.wangge.platform.problem.Problem.Pointed;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Of which units somebody, or some system, does the work. */
public final class UnitCodes {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST = 20;

    private UnitCodes() {}

    /**
     * Reads what was said of them at {@code #/units}; none when nothing was.
     *
     * @param faults what is wrong is added to
     */
    public static List<String> read(@Nullable List<String> said, List<Pointed> faults) {
        if (said == null) {
            return List.of();
        }
        if (said.size() > MOST) {
            faults.add(Pointed.at("#/units", "too-many", "At most 20 units"));
        }
        for (int i = 0; i < said.size(); i++) {
            var code = said.get(i);
            if (code == null || !CODE.matcher(code).matches()) {
                faults.add(
                        Pointed.at(
                                "#/units/" + i,
                                "wrong-value",
                                "A code is 1 to 64 letters, digits, dots and dashes"));
            }
        }
        return said.stream().distinct().toList();
    }
}
