package dev.wangge.quickstart;

import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Run by the build: unpacks each production jar of a directory beside itself, as the images do
 * ({@code gateway.jar} to {@code gateway/gateway.jar} and {@code gateway/lib}). A service started
 * from there needs a quarter less of the processor until it is ready, and can have {@link
 * AotCaches}.
 */
public final class Unpack {

    private Unpack() {}

    /**
     * Unpacks what is not unpacked yet, or was from another jar.
     *
     * @param arguments the directory
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        for (Path jar : jars(Path.of(arguments[0]))) {
            Path target =
                    jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
            BuildFingerprint fingerprint =
                    BuildFingerprint.of(target.resolve("unpacked-from"), List.of(jar));
            if (!fingerprint.isCurrent()) {
                Directories.delete(target);
                unpack(jar, target);
                fingerprint.write();
            }
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static void unpack(Path jar, Path target) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djarmode=tools",
                                "-jar",
                                jar.toString(),
                                "extract",
                                "--destination",
                                target.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException(jar + " cannot be unpacked: exit code " + code);
        }
    }
}
