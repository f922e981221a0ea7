package dev.wangge.bench;

import dev.wangge.bench.system.County;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is measured and how, as the pom says or {@code -Dbench.…} overrides.
 *
 * @param figures their names; all when there is only {@code all}
 * @param jvm the settings of every measured JVM
 * @param run how long one measured run takes
 * @param warmup how long each side warms up before the first
 * @param runs measured runs of each side
 * @param stored cases that are there before, where a figure says among how many
 */
record BenchSettings(
        List<String> figures,
        List<String> jvm,
        Duration run,
        Duration warmup,
        int runs,
        int stored,
        long seed,
        boolean recorded) {

    /** Beside this module, which is where the build runs it. */
    static final Path SERVICES = Path.of("..", "quickstart", "target", "services");

    static final Path LAUNCHER = Path.of("..", "quickstart", "target", "quickstart.jar");
    static final Path PAGE = Path.of("..", "docs", "performance.md");

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "bench.jvm", "-Xmx512m -XX:+ExitOnOutOfMemoryError",
                    "bench.seconds", "10",
                    "bench.warmup", "40",
                    "bench.runs", "5",
                    "bench.stored", "1000000",
                    "bench.seed", "540328",
                    "bench.jfr", "false");

    static BenchSettings read() {
        return new BenchSettings(
                words(System.getProperty("bench.figures", "all").replace(',', ' ')),
                words(property("bench.jvm")),
                seconds("bench.seconds"),
                seconds("bench.warmup"),
                Integer.parseInt(property("bench.runs")),
                Integer.parseInt(property("bench.stored")),
                Long.parseLong(property("bench.seed")),
                Boolean.parseBoolean(property("bench.jfr")));
    }

    boolean asks(String figure) {
        return figures.contains("all") || figures.contains(figure);
    }

    /** The command that measures this figure as this run does. */
    String command(String figure) {
        var command = new StringBuilder("mvn -q -Pbench verify -pl bench -am");
        command.append(" -Dbench.figures=").append(figure);
        for (var other : DEFAULTS.entrySet()) {
            var given = System.getProperty(other.getKey(), other.getValue());
            if (!given.equals(other.getValue())) {
                command.append(" '-D").append(other.getKey()).append('=').append(given).append("'");
            }
        }
        return command.toString();
    }

    /** A directory of this run's own under the build's. */
    Path directory(String figure) {
        return Path.of("target", "bench", figure).toAbsolutePath();
    }

    /** The sample county in a directory that is empty, its JVMs set up as this run says. */
    County county(Path in) throws IOException {
        return County.open(in, SERVICES, jvm, recorded);
    }

    private static Duration seconds(String name) {
        return Duration.ofSeconds(Integer.parseInt(property(name)));
    }

    private static String property(String name) {
        return System.getProperty(name, Objects.requireNonNull(DEFAULTS.get(name)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}
