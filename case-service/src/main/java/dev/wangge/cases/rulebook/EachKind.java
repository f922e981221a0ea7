package dev.wangge.cases.rulebook;

import dev.wangge.cases.ruleset.Finding;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** Whether rows are there for each kind, and once. */
final class EachKind {
    private EachKind() {}

    /**
     * Those that come again.
     *
     * @param pointer to a row, with its index in it
     */
    static List<Finding> twice(List<CaseKind> rows, String pointer) {
        var findings = new ArrayList<Finding>();
        var seen = EnumSet.noneOf(CaseKind.class);
        for (int i = 0; i < rows.size(); i++) {
            if (!seen.add(rows.get(i))) {
                findings.add(
                        new Finding(
                                pointer.formatted(i), "never-fires", rows.get(i) + " comes twice"));
            }
        }
        return findings;
    }

    /**
     * Those that no row is for.
     *
     * @param told with the kind in it
     */
    static List<Finding> missing(List<CaseKind> rows, String pointer, String told) {
        return Stream.of(CaseKind.values())
                .filter(kind -> !rows.contains(kind))
                .map(kind -> new Finding(pointer, "gap", told.formatted(kind)))
                .toList();
    }
}
