package dev.wangge.quickstart;

import dev.wangge.quickstart.process.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One ahead-of-time cache (JEP 483, JEP 514) for each JVM of the county: with its classes loaded
 * and linked already it needs half of the processor until it is ready. A JVM that finds its cache
 * to be of another JDK or of other jars says so in its log and starts without.
 *
 * @param directory holds {@code <part>.aot}
 * @param recording whether the JVMs write their caches when they end, instead of reading them
 */
record AotCaches(Path directory, boolean recording) {

    /** Writing a cache comes after all that a part does when it ends, and shares two cores. */
    private static final Duration WRITING = Duration.ofMinutes(3);

    /** Where the build leaves them: beside the launcher's jar. */
    static Path beside(Path launcher) {
        return launcher.resolveSibling("aot");
    }

    /** What the JVM of a part is told. */
    List<String> options(Part part) {
        Path cache = directory.resolve(part.label + ".aot");
        if (recording) {
            // The county's JVMs compile without profiles of methods (JEP 515): these would only
            // make a cache, all of which lies in memory, 4 MB larger.
            return List.of(
                    "-XX:AOTCacheOutput=" + cache,
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-AOTRecordTraining");
        }
        return Files.isReadable(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    Map<String, String> environment() {
        // Only G1 can write objects into a cache; every collector reads them.
        return recording ? Map.of("JDK_AOT_VM_OPTIONS", "-XX:-UseSerialGC -XX:+UseG1GC") : Map.of();
    }

    /** How long a part may take to end. */
    Duration patience() {
        return recording ? WRITING : JavaProgram.PATIENCE;
    }
}
