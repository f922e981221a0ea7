package dev.wangge.bench.system;

import java.util.List;
import java.util.stream.Stream;

/** The settings of a member's JVM. */
public final class MemberJvm {
    /**
     * As its image runs it (docker-compose.yml): questions are answered while a large map is made,
     * and the serial collector would stop them for a tenth of a second each time.
     */
    private static final List<String> GRID_SERVICE =
            List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=5");

    private MemberJvm() {}

    /** What all members get, and where its image says otherwise what this one gets. */
    public static List<String> of(Member member, List<String> all) {
        return member != Member.GRID_SERVICE
                ? List.copyOf(all)
                : Stream.concat(
                                all.stream().filter(option -> !option.matches("-XX:\\+Use.*GC")),
                                GRID_SERVICE.stream())
                        .toList();
    }
}
