package dev.wangge.cases.routing;

import dev.wangge.cases.routing.Route.Among;
import java.util.List;
import java.util.Optional;

/** Who could take a case that goes out by itself. */
public interface Takers {
    /** Where nobody could. */
    Takers NOBODY =
            new Takers() {
                @Override
                public List<String> onDuty() {
                    return List.of();
                }

                @Override
                public long openCases(String member) {
                    return 0;
                }

                @Override
                public Optional<String> divisionOf(String unit) {
                    return Optional.empty();
                }
            };

    /** Codes of those on duty where it lies, the one to tell first in front. */
    List<String> onDuty();

    /** How many cases a member has to handle. */
    long openCases(String member);

    /** The division a unit answers for; empty when there is no such unit. */
    Optional<String> divisionOf(String unit);

    /** One of those on duty. */
    default Optional<String> member(Among among) {
        var there = onDuty();
        if (among == Among.LEAD || there.size() < 2) {
            return there.stream().findFirst();
        }
        var fewest = there.getFirst();
        long cases = openCases(fewest);
        for (var member : there.subList(1, there.size())) {
            long others = openCases(member);
            if (others < cases) {
                fewest = member;
                cases = others;
            }
        }
        return Optional.of(fewest);
    }
}
