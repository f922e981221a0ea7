package dev.wangge.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The production jars, beside the launcher's own jar. */
record ServiceJars(Path directory) {

    static ServiceJars besideLauncher() {
        Path launcher =
                Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0]);
        return new ServiceJars(launcher.toAbsolutePath().normalize().resolveSibling("services"));
    }

    Path of(Part part) {
        Path jar = directory.resolve(fileName(part));
        if (!Files.isReadable(jar)) {
            throw new CannotStart(
                    CannotStart.FAILED,
                    jar
                            + " is missing: build it with mvn -Pquickstart package -pl quickstart -am.");
        }
        return jar;
    }

    /** The text of one file inside a jar. */
    Optional<String> entry(Part part, String name) {
        try (ZipFile jar = new ZipFile(of(part).toFile())) {
            ZipEntry entry = jar.getEntry(name);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = jar.getInputStream(entry)) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new CannotStart(CannotStart.FAILED, of(part) + " cannot be read: " + e);
        }
    }

    private static String fileName(Part part) {
        return (part == Part.SIMULATOR ? "provider-simulator" : part.label) + ".jar";
    }
}
