package dev.wangge.cases.dispatching;

import dev.wangge.cases.routing.Route.Among;
import java.util.List;
import java.util.Optional;

/** Who could take a case that goes out by itself. */
public interface Takers {
    /** Codes of those on duty where it lies, the one to tell first in front. */
    List<String> onDuty();

    /** How many cases a member has to handle. */
    long openCases(String member);

    /** The division a unit answers for; empty when there is no such unit. */
    Optional<String> divisionOf(String unit);

    /** One of those on duty. */
    default Optional<String> member(Among among) {
        if (among == Among.LEAD || onDuty().size() < 2) {
            return onDuty().stream().findFirst();
        }
        var fewest = onDuty().getFirst();
        long cases = openCases(fewest);
        for (var member : onDuty().subList(1, onDuty().size())) {
            long others = openCases(member);
            if (others < cases) {
                fewest = member;
                cases = others;
            }
        }
        return Optional.of(fewest);
    }
}
