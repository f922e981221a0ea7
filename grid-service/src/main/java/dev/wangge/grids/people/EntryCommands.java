package dev.wangge.grids.people;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.platform.csv.LimitedBody;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.StrictBodies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where members, units, teams, shifts, assignments and leaves are made, changed and removed alike;
 * who is on duty follows at once, and before publication when this process dies in between.
 */
@Component
public class EntryCommands {
    private final Directory directory;
    private final DutyList duty;
    private final StrictBodies bodies;

    EntryCommands(Directory directory, DutyList duty, StrictBodies bodies) {
        this.directory = directory;
        this.duty = duty;
        this.bodies = bodies;
    }

    /** The body of a request, read strictly. */
    public <T> T body(HttpServletRequest request, Class<T> type) throws IOException {
        return bodies.read(
                new LimitedBody(request.getInputStream(), LimitedBody.PLAIN).readAllBytes(), type);
    }

    /**
     * One that the caller may see.
     *
     * @throws Problem no-such-entry, also for a foreign one
     */
    public Entry find(Kind kind, String code, Caller caller) {
        return directory
                .find(kind, code)
                .filter(entry -> caller.covers(entry.place()))
                .orElseThrow(() ->
                        new Problem(
                                ProblemType.NO_SUCH_ENTRY,
                                "No %s %s".formatted(spelled(kind), code)));
    }

    /** What bodies may name: the directory, or what was read of it for many bodies at once. */
    public interface Named {
        Optional<Entry> find(Kind kind, String code);
    }

    /** The directory, asked anew each time. */
    public Named directory() {
        return directory::find;
    }

    /** One that a body names, within the caller's scope; what is not is told as unknown. */
    public Optional<Entry> named(
            Kind kind, @Nullable String code, String pointer, Caller caller, Faults faults) {
        return named(directory(), kind, code, pointer, caller, faults);
    }

    /** The same for what was read already. */
    public static Optional<Entry> named(
            Named known,
            Kind kind,
            @Nullable String code,
            String pointer,
            Caller caller,
            Faults faults) {
        var found =
                Optional.ofNullable(code)
                        .flatMap(named -> known.find(kind, named))
                        .filter(entry -> caller.covers(entry.place()));
        if (found.isEmpty()) {
            faults.at(
                    pointer,
                    code == null ? "required" : "no-such-" + spelled(kind),
                    code == null
                            ? "A %s is required".formatted(spelled(kind))
                            : "No %s %s".formatted(spelled(kind), code));
        }
        return found;
    }

    /**
     * A grid or division that a body names.
     *
     * @throws Problem outside-scope for a foreign one
     */
    public Optional<Entry> place(
            Kind kind, @Nullable String code, String pointer, Caller caller, Faults faults) {
        return place(directory(), kind, code, pointer, caller, faults);
    }

    /** The same for what was read already. */
    public static Optional<Entry> place(
            Named known,
            Kind kind,
            @Nullable String code,
            String pointer,
            Caller caller,
            Faults faults) {
        if (code != null && code.matches("\\d{12,15}")) {
            caller.requireScope(code);
        }
        return named(known, kind, code, pointer, caller, faults);
    }

    /**
     * Stores a new one; the same again is the same answer.
     *
     * @throws Problem entry-exists when its code names another
     */
    Entry create(Entry wanted, Function<@Nullable Entry, Entry> again, Caller caller) {
        if (!directory.create(wanted, caller.by())) {
            var present = directory.find(wanted.kind(), wanted.code()).orElse(null);
            if (present == null
                    || !caller.covers(present.place())
                    || differs(again.apply(present), present)) {
                throw new Problem(
                        ProblemType.ENTRY_EXISTS,
                        "There is another %s %s".formatted(spelled(wanted.kind()), wanted.code()));
            }
            return present;
        }
        duty.follow(List.of(wanted));
        return find(wanted.kind(), wanted.code(), caller);
    }

    private static boolean differs(Entry wanted, Entry present) {
        return !Directory.differing(List.of(wanted), Map.of(present.code(), present)).isEmpty();
    }

    /**
     * Replaces one that is still as it was read.
     *
     * @throws Problem stale-version
     */
    Entry replace(Entry wanted, Entry present, Caller caller) {
        if (!differs(wanted, present)) {
            return present;
        }
        if (!directory.replace(wanted, present, caller.by())) {
            throw find(present.kind(), present.code(), caller).tag().stale();
        }
        duty.follow(List.of(present, wanted));
        return find(wanted.kind(), wanted.code(), caller);
    }

    /**
     * Removes one that is still as it was read.
     *
     * @throws Problem stale-version
     */
    void remove(Entry present, Caller caller) {
        if (!directory.remove(present, caller.by())) {
            throw find(present.kind(), present.code(), caller).tag().stale();
        }
        duty.follow(List.of(present));
    }

    private static String spelled(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
