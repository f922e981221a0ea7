package dev.wangge.gateway.attendance;

import dev.wangge.contracts.grids.v1.DirectoryEntry.LeaveState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is away at a time, and who stands in: as the roster of duty has it (grid-service's Roster),
 * the deputy of a deputy who is away, and nobody in a circle.
 */
final class StandIns {
    private final Map<String, List<LeaveState>> leaves = new HashMap<>();
    private final Map<String, List<String>> standsInFor = new HashMap<>();

    /**
     * @param holding leaves that hold at that time
     */
    StandIns(List<LeaveState> holding) {
        holding.stream()
                .sorted(Comparator.comparing(LeaveState::code))
                .forEach(leave ->
                        leaves.computeIfAbsent(leave.member(), _ -> new ArrayList<>()).add(leave));
        leaves.keySet().stream()
                .sorted()
                .forEach(member -> {
                    var deputy = present(member, new HashSet<>());
                    if (deputy != null) {
                        standsInFor.computeIfAbsent(deputy, _ -> new ArrayList<>()).add(member);
                    }
                });
    }

    private @Nullable String present(String member, Set<String> seen) {
        if (!seen.add(member)) {
            return null;
        }
        var mine = leaves.get(member);
        if (mine == null) {
            return member;
        }
        for (var leave : mine) {
            var standsIn = leave.deputy() == null ? null : present(leave.deputy(), seen);
            if (standsIn != null) {
                return standsIn;
            }
        }
        return null;
    }

    /** When a member's leave ends, the last of several; empty for who is not away. */
    Optional<Instant> awayUntil(String member) {
        return leaves.getOrDefault(member, List.of()).stream()
                .map(leave -> Instant.parse(leave.until()))
                .max(Comparator.naturalOrder());
    }

    /** Codes of the members for whom this one stands in. */
    List<String> of(String member) {
        return List.copyOf(standsInFor.getOrDefault(member, List.of()));
    }
}
