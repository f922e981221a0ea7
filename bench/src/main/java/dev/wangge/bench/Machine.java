package dev.wangge.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** On what was measured. */
final class Machine {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Processor, memory, system and JDK; never a name or a path of it. */
    static String described() {
        return "%d cores of %s, %.0f GB, %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        memory() / (double) (1L << 30),
                        System.getProperty("os.name"),
                        Runtime.version());
    }

    /** How many processes wanted a core in the last minute; below 0 where nobody counts them. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static String processor() {
        try {
            if (Files.isReadable(CPUS)) {
                return Files.readAllLines(CPUS).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            }
        } catch (IOException e) {
            // Then the architecture must do.
        }
        return System.getProperty("os.arch");
    }
}
