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

/**
 * The production jars, beside the launcher's own jar: as they are, and unpacked as in the images
 * ({@code services/gateway/gateway.jar} with its {@code lib}), which starts faster.
 */
record ServiceJars(Path directory) {

    static ServiceJars besideLauncher() {
        Path launcher =
                Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0]);
        return new ServiceJars(launcher.toAbsolutePath().normalize().resolveSibling("services"));
    }

    /** The jar to run: the unpacked one where the build made it. */
    Path toRun(Part part) {
        Path jar = of(part);
        Path unpacked = directory.resolve(name(part)).resolve(jar.getFileName());
        return Files.isReadable(unpacked) ? unpacked : jar;
    }

    /** The jar as Maven built it. */
    Path of(Part part) {
        Path jar = directory.resolve(name(part) + ".jar");
        if (!Files.isReadable(jar)) {
            throw new CannotStart(
                    CannotStart.FAILED,
                    jar
                            + " is missing: build it with mvn -Pquickstart package -pl quickstart"
                            + " -am.");
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

    /** What Maven, its jar and its image call it. */
    static String name(Part part) {
        return part == Part.SIMULATOR ? "provider-simulator" : part.label;
    }
}
