package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Allotment;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Level;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Allots the codes of new grids: the next sequence of their village that no grid ever had. */
@Component
class NewCodes {
    private static final int MOST = 999;
    private final Directory directory;
    private final Allotment allotment;

    NewCodes(Directory directory, Allotment allotment) {
        this.directory = directory;
        this.allotment = allotment;
    }

    /** The village that a body names. */
    String village(String code, Caller caller) {
        if (DivisionCode.parse(code).filter(it -> it.level() == Level.VILLAGE).isEmpty()) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/divisionCode",
                            "wrong-value",
                            "A grid belongs to a village or community, whose code has 12 digits"));
        }
        caller.requireScope(code);
        requireDivision(code, "#/divisionCode");
        return code;
    }

    void requireDivision(String code, String pointer) {
        if (directory.find(Kind.DIVISION, code).isEmpty()) {
            throw Problem.invalid(Pointed.at(pointer, "no-such-division", "No division " + code));
        }
    }

    /**
     * Takes the next code of a village: no one else gets it.
     *
     * @throws Problem village-full
     */
    String next(String village, String by) {
        while (true) {
            var code = free(village, new TreeSet<>(everTaken(village)));
            if (allotment.take(Kind.GRID, code, code, by)) {
                return code;
            }
        }
    }

    /** All codes of a village that any grid ever had. */
    Set<String> everTaken(String village) {
        return allotment.everTaken(Kind.GRID, village);
    }

    /**
     * The code after the last, or the first gap when the last is 999.
     *
     * @throws Problem village-full
     */
    static String free(String village, NavigableSet<String> taken) {
        int last = taken.isEmpty() ? 0 : Integer.parseInt(taken.last().substring(village.length()));
        if (last < MOST) {
            return code(village, last + 1);
        }
        for (int i = 1; i <= MOST; i++) {
            if (!taken.contains(code(village, i))) {
                return code(village, i);
            }
        }
        throw new Problem(
                ProblemType.VILLAGE_FULL,
                "All 999 grid codes of village %s were given".formatted(village));
    }

    private static String code(String village, int sequence) {
        return "%s%03d".formatted(village, sequence);
    }
}
