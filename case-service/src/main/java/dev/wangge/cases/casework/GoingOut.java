package dev.wangge.cases.casework;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.dispatching.Dispatching;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.routing.Takers;
import dev.wangge.cases.store.OpenCases;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets a case go out by itself as soon as it is known where it lies. */
@Component
class GoingOut {
    private final Directory directory;
    private final OpenCases open;

    GoingOut(Directory directory, OpenCases open) {
        this.directory = directory;
        this.open = open;
    }

    /** To whoever the rules say, or to a dispatcher. */
    void letGo(Case it, Located place, CommandContext context) {
        Dispatching.autoDispatch(it, new There(place.path(), place::onDuty), context);
        var assignee = it.assignee();
        if (assignee != null) {
            open.wentTo(assignee.code());
        }
    }

    /** To whom a case could go by itself now; who is on duty there is read when it is asked. */
    Takers takers(Case it) {
        var place = it.location();
        var grid = place == null ? null : place.gridCode();
        return place == null || grid == null
                ? Takers.NOBODY
                : new There(place.path(), () -> directory.onDuty(grid));
    }

    /** Whoever could take a case that lies there. */
    private final class There implements Takers {
        private final List<String> path;
        private final Supplier<List<String>> onDuty;

        There(List<String> path, Supplier<List<String>> onDuty) {
            this.path = path;
            this.onDuty = onDuty;
        }

        @Override
        public List<String> onDuty() {
            return onDuty.get();
        }

        @Override
        public long openCases(String member) {
            return open.of(member, path.getFirst());
        }

        @Override
        public Optional<String> divisionOf(String unit) {
            return directory.divisionOf(unit);
        }
    }
}
