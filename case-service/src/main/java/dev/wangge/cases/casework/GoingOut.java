package dev.wangge.cases.casework;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.dispatching.Dispatching;
import dev.wangge.cases.dispatching.Takers;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.store.OpenCases;
import java.util.List;
import java.util.Optional;
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
        Dispatching.autoDispatch(it, new There(place), context);
        var assignee = it.assignee();
        if (assignee != null) {
            open.wentTo(assignee.code());
        }
    }

    /** Whoever could take a case that lies there. */
    private final class There implements Takers {
        private final Located place;

        There(Located place) {
            this.place = place;
        }

        @Override
        public List<String> onDuty() {
            return place.onDuty();
        }

        @Override
        public long openCases(String member) {
            return open.of(member, place.path().getFirst());
        }

        @Override
        public Optional<String> divisionOf(String unit) {
            return directory.divisionOf(unit);
        }
    }
}
