package dev.wangge.grids.people;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.Register.Reading;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.StrictBodies;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The registers of members, units, teams, shifts, assignments and leaves; all are kept alike. */
@Component
public class Registers {
    final Directory directory;
    final EntryCommands entries;
    final IdempotentResponses responses;
    final StrictBodies bodies;

    Registers(
            Directory directory,
            EntryCommands entries,
            IdempotentResponses responses,
            StrictBodies bodies) {
        this.directory = directory;
        this.entries = entries;
        this.responses = responses;
        this.bodies = bodies;
    }

    /**
     * The register of one kind.
     *
     * @param list the address of its list
     * @param said what is said about one
     * @param shown how one is shown
     */
    public <B, V> Register<B, V> of(
            Kind kind,
            String list,
            Class<B> said,
            Class<V> shown,
            Reading<B> reading,
            Function<Entry, V> view) {
        return new Register<>(this, kind, list, said, shown, reading, view);
    }
}
