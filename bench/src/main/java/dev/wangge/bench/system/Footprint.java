package dev.wangge.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Memory of a process and all its descendants, as Linux counts it.
 *
 * @param rss resident set sizes added up, in bytes: pages that processes share count each time
 * @param pss proportional set sizes added up, in bytes: a shared page counts once
 * @param byProcess resident set size by process id
 */
public record Footprint(long rss, long pss, Map<Long, Long> byProcess) {
    private static final Path PROC = Path.of("/proc");

    /**
     * As it is now.
     *
     * @throws NotMeasurable where there is no /proc
     */
    public static Footprint of(ProcessHandle top) {
        if (!Files.isDirectory(PROC)) {
            throw new NotMeasurable("Memory is read from /proc, which this system does not have.");
        }
        long rss = 0;
        long pss = 0;
        Map<Long, Long> byProcess = new TreeMap<>();
        for (var process : Stream.concat(Stream.of(top), top.descendants()).toList()) {
            var its = Rollup.of(process.pid());
            rss += its.rss;
            pss += its.pss;
            byProcess.put(process.pid(), its.rss);
        }
        return new Footprint(rss, pss, byProcess);
    }

    private record Rollup(long rss, long pss) {
        static Rollup of(long pid) {
            long rss = 0;
            long pss = 0;
            try {
                var file = PROC.resolve(Long.toString(pid)).resolve("smaps_rollup");
                for (var line : Files.readAllLines(file)) {
                    if (line.startsWith("Rss:")) {
                        rss = bytes(line);
                    } else if (line.startsWith("Pss:")) {
                        pss = bytes(line);
                    }
                }
            } catch (IOException gone) {
                // A process that has ended takes nothing.
            }
            return new Rollup(rss, pss);
        }

        private static long bytes(String line) {
            return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
    }
}
