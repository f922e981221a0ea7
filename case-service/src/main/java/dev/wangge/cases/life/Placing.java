package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseJoined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocatingPostponed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where it lies.
 *
 * @param paths from the province down to the grid, or as far as is known: one for each place that
 *     answers for it, its own first
 * @param isPostponed it waits to be located
 * @param division where it lies if its point, to be located later, is in no grid
 */
record Placing(
        @Nullable CaseLocated location,
        List<List<String>> paths,
        boolean isPostponed,
        @Nullable String division) {
    /** Digits of the codes. */
    private static final int COUNTY = 6;

    private static final int VILLAGE = 12;

    static final Placing NOWHERE = new Placing(null, List.of(), false, null);

    Placing apply(CaseEvent event) {
        return switch (event) {
            case CaseReported e -> new Placing(location, List.of(e.scope()), isPostponed, division);
            case CaseLocated e ->
                    new Placing(e, e.path().isEmpty() ? paths : lyingIn(e.path()), false, division);
            case CaseJoined e -> e.path().isEmpty() ? this : alsoOf(e.path());
            case CaseLocatingPostponed e -> new Placing(location, paths, true, e.division());
            default -> this;
        };
    }

    private List<List<String>> lyingIn(List<String> own) {
        return Stream.concat(Stream.of(own), paths.stream().skip(1)).toList();
    }

    private Placing alsoOf(List<String> county) {
        var all = Stream.concat(paths.stream(), Stream.of(county)).distinct().toList();
        return new Placing(location, all, isPostponed, division);
    }

    /** Codes of where it lies. */
    List<String> own() {
        return paths.isEmpty() ? List.of() : paths.getFirst();
    }

    /** The grid it lies in, or the division as far as it is known. */
    @Nullable Office office() {
        if (location != null && location.gridCode() != null) {
            return new Office("GRID", location.gridCode());
        }
        var codes = own();
        return codes.isEmpty() ? null : new Office("DIVISION", codes.getLast());
    }

    /** Codes of all its divisions and grids, each once. */
    List<String> codes() {
        return paths.size() == 1
                ? paths.getFirst()
                : paths.stream().flatMap(List::stream).distinct().toList();
    }

    /**
     * The divisions that are told in turn when it is overdue, the nearest first and the county at
     * last: those above its own. What lies in no village or township is for the county itself.
     */
    List<String> above() {
        var divisions = own().stream().filter(code -> code.length() <= VILLAGE).toList();
        if (divisions.isEmpty()) {
            return List.of();
        }
        var above =
                divisions.subList(0, divisions.size() - 1).stream()
                        .filter(code -> code.length() >= COUNTY)
                        .toList();
        return above.isEmpty() ? List.of(divisions.getLast()) : above.reversed();
    }
}
