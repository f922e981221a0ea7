package dev.wangge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceJarsTest {

    @TempDir Path directory;

    @Test
    void theUnpackedJarIsRunWhereThereIsOne() throws Exception {
        ServiceJars jars = new ServiceJars(directory);
        Path jar = Files.createFile(directory.resolve("provider-simulator.jar"));
        assertThat(jars.toRun(Part.SIMULATOR)).isEqualTo(jar);
        Path unpacked =
                Files.createFile(
                        Files.createDirectory(directory.resolve("provider-simulator"))
                                .resolve("provider-simulator.jar"));
        assertThat(jars.toRun(Part.SIMULATOR)).isEqualTo(unpacked);
    }

    @Test
    void aMissingJarSaysHowToBuildIt() {
        assertThatThrownBy(() -> new ServiceJars(directory).toRun(Part.GATEWAY))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("gateway.jar is missing")
                .hasMessageContaining("mvn -Pquickstart");
    }

    @Test
    void readsOneFileOfAJar() throws Exception {
        Path jar = directory.resolve("notify-service.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("templates.json"));
            zip.write("{\"模板\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        ServiceJars jars = new ServiceJars(directory);
        assertThat(jars.entry(Part.NOTIFY_SERVICE, "templates.json")).contains("{\"模板\":1}");
        assertThat(jars.entry(Part.NOTIFY_SERVICE, "other.json")).isEmpty();
    }
}
