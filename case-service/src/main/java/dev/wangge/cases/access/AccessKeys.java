package dev.wangge.cases.access;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.bond.Origin;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what a case is found, and by what a caller looks: who has none of a case's keys does not see
 * it, in reads, lists and changes alike, and every list stays a scan of its index. Keys are the
 * codes of divisions and grids above a case; those of a confidential one are others, which only
 * dispatchers of these divisions, whoever reported it and whoever it was given to look by.
 */
public final class AccessKeys {
    private static final String CONFIDENTIAL = "!";
    private static final String REPORTED_BY = "by:";
    private static final String GIVEN_TO = "to:";

    private AccessKeys() {}

    /** Those of a case, as they are stored. */
    public static List<String> of(Case it) {
        if (!it.confidence().isConfidential()) {
            return it.path();
        }
        return Stream.of(
                        it.path().stream().map(code -> CONFIDENTIAL + code),
                        reporters(it).distinct().map(who -> REPORTED_BY + who),
                        Handlers.of(it).stream().map(who -> GIVEN_TO + who).sorted())
                .flatMap(some -> some)
                .toList();
    }

    /** The one among them that a code of its place is. */
    public static String ofPlace(String code, Case it) {
        return it.confidence().isConfidential() ? CONFIDENTIAL + code : code;
    }

    /** Whether a case that lies under these keys is for few. */
    public static boolean areConfidential(Collection<String> keys) {
        return keys.stream()
                .anyMatch(key -> key.startsWith(CONFIDENTIAL) || key.startsWith(REPORTED_BY));
    }

    /** What is a part of another case is for whoever reported that one, too. */
    private static Stream<String> reporters(Case it) {
        var origin = it.bonds().family().origin();
        return Stream.concat(
                Stream.of(it.reportedBy()), Stream.ofNullable(origin).map(Origin::reportedBy));
    }

    /**
     * Under these lie all cases of a division, whoever may see them: for what the services do by
     * themselves.
     */
    public static List<String> ofAllIn(String division) {
        return List.of(division, CONFIDENTIAL + division);
    }

    /** By what a caller may look, wherever it lies. */
    public static List<String> of(Caller caller) {
        return Stream.of(
                        within(caller.divisions(), caller).stream(),
                        Stream.of(REPORTED_BY + caller.by()),
                        given(caller))
                .flatMap(some -> some)
                .toList();
    }

    /** What is theirs to work on, if they may. */
    private static Stream<String> given(Caller caller) {
        return caller.is(Role.HANDLER)
                ? caller.worksAs().stream().map(who -> GIVEN_TO + who)
                : Stream.of();
    }

    /** The same for a list, which reads as many runs of its index as there are keys. */
    public static List<String> listed(Caller caller) {
        return isDispatcher(caller) ? within(caller.divisions(), caller) : of(caller);
    }

    /**
     * By what a caller may look within some of their divisions.
     *
     * @param divisions prefixes
     */
    public static List<String> within(Collection<String> divisions, Caller caller) {
        return isDispatcher(caller)
                ? Stream.concat(
                                divisions.stream(),
                                divisions.stream().map(code -> CONFIDENTIAL + code))
                        .toList()
                : List.copyOf(divisions);
    }

    private static boolean isDispatcher(Caller caller) {
        return caller.is(Role.DISPATCHER);
    }
}
