package dev.wangge.quickstart.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.quickstart.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataDirectoryTest {

    @TempDir Path directory;

    @Test
    void isFreeAgainWhenItsLauncherLetsGo() throws Exception {
        DataDirectory first = DataDirectory.take(directory);
        assertThatThrownBy(() -> DataDirectory.take(directory))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        first.close();
        DataDirectory.take(directory).close();
    }

    @Test
    void aFileInItsPlaceIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.take(file))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("WANGGE_DATA")
                .hasMessageContaining(file.toString());
    }

    @Test
    void portsFileIsTrueAtAnyMoment() throws Exception {
        try (DataDirectory data = DataDirectory.take(directory)) {
            PortsFile ports = new PortsFile(data);
            assertThat(ports.leftovers()).isEmpty();
            ports.put("gateway", new PortsFile.Entry(8080, null, "http://localhost:8080"));
            ports.started("gateway", 123);
            JsonNode gateway = read().path("gateway");
            assertThat(gateway.path("port").asInt()).isEqualTo(8080);
            assertThat(gateway.path("pid").asLong()).isEqualTo(123);
            assertThat(gateway.path("url").asString()).isEqualTo("http://localhost:8080");

            ports.started("gateway", 456);
            assertThat(read().path("gateway").path("pid").asLong()).isEqualTo(456);
            assertThat(new PortsFile(data).leftovers()).containsExactly(456L);
            ports.delete();
            assertThat(new PortsFile(data).leftovers()).isEmpty();
        }
    }

    @Test
    void aPortsFileThatIsNoJsonNamesNobody() throws Exception {
        Files.writeString(directory.resolve("ports.json"), "{ not json");
        try (DataDirectory data = DataDirectory.take(directory)) {
            assertThat(new PortsFile(data).leftovers()).isEmpty();
        }
    }

    @Test
    void secretsAreMadeOnceAndForTheOwnerOnly() throws Exception {
        Path file = directory.resolve("secrets.properties");
        Secrets made = Secrets.in(file);
        assertThat(Base64.getDecoder().decode(made.masterKey())).hasSize(32);
        assertThat(made.receiptToken()).matches("[0-9a-f]{32}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Secrets.in(file)).isEqualTo(made);
        assertThat(made.toString()).doesNotContain(made.masterKey());
        assertThat(Secrets.in(directory.resolve("other.properties"))).isNotEqualTo(made);
    }

    private JsonNode read() throws Exception {
        return new JsonMapper().readTree(Files.readString(directory.resolve("ports.json")));
    }
}
