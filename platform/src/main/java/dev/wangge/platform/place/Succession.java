package dev.wangge.platform.place;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Which divisions came after which: 542129 became 540328 in 2014.
 *
 * @param successors from a code of twelve digits to the one that came after it
 */
public record Succession(Map<String, String> successors) {
    public static final Succession NONE = new Succession(Map.of());

    public Succession {
        successors = Map.copyOf(successors);
    }

    /** These prefixes, and those of all divisions that others below them came after. */
    public List<String> withFormer(List<String> prefixes) {
        if (successors.isEmpty()) {
            return prefixes;
        }
        var all = new LinkedHashSet<>(prefixes);
        // What came after may have been replaced itself.
        var toLookAt = new ArrayList<>(prefixes);
        while (!toLookAt.isEmpty()) {
            var prefix = toLookAt.removeLast();
            successors.forEach((former, successor) -> {
                var formerPrefix = Codes.prefix(former);
                if (successor.startsWith(prefix) && all.add(formerPrefix)) {
                    toLookAt.add(formerPrefix);
                }
            });
        }
        return List.copyOf(all);
    }
}
