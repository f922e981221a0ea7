package dev.wangge.bench;

import dev.wangge.bench.system.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which process works for how long: tells where a rate comes from. */
final class CpuTable {
    private CpuTable() {}

    /**
     * A table in Markdown, of medians.
     *
     * @param rows by their names, runs of microseconds by process
     */
    static List<String> of(String what, Map<String, List<Map<Member, Double>>> rows) {
        var members =
                Arrays.stream(Member.values())
                        .filter(member ->
                                rows.values().stream()
                                        .flatMap(Collection::stream)
                                        .anyMatch(run -> run.containsKey(member)))
                        .toList();
        var table = new ArrayList<String>();
        table.add(
                "| CPU µs for one %s | ".formatted(what)
                        + String.join(" | ", members.stream().map(it -> it.label).toList())
                        + " |");
        table.add("|---|" + "--:|".repeat(members.size()));
        rows.forEach((name, runs) -> {
            var row = new StringBuilder("| ").append(name);
            for (var member : members) {
                row.append(" | ").append("%,.0f".formatted(median(runs, member)));
            }
            table.add(row.append(" |").toString());
        });
        return table;
    }

    private static double median(List<Map<Member, Double>> runs, Member member) {
        return Medians.of(runs.stream().map(run -> run.getOrDefault(member, 0.0)).toList());
    }
}
