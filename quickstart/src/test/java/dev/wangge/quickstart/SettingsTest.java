package dev.wangge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.quickstart.Settings.DatabaseChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void nothingSetMeansTheUsualPortsAndTheDataDirectoryHere() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.ports())
                .containsEntry(Part.GATEWAY, 8080)
                .containsEntry(Part.CASE_SERVICE, 8081)
                .containsEntry(Part.GRID_SERVICE, 8082)
                .containsEntry(Part.NOTIFY_SERVICE, 8083)
                .containsEntry(Part.SIMULATOR, 8090)
                .containsEntry(Part.BROKER, 9092)
                .containsEntry(Part.DATABASE, 27017);
        assertThat(settings.database()).isEqualTo(DatabaseChoice.AUTO);
        assertThat(settings.restartDelay()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.replay()).isEmpty();
        assertThat(settings.exitAfterReplay()).isFalse();
        assertThat(settings.trainingRun()).isFalse();
    }

    @Test
    void everythingCanBeSet(@TempDir Path directory) throws Exception {
        Path replay = Files.writeString(directory.resolve("messages.csv"), "id,subject,message\n");
        Settings settings =
                Settings.of(
                        Map.of(
                                "WANGGE_DATA", directory.toString(),
                                "GATEWAY_PORT", " 18080 ",
                                "DATABASE_PORT", "0",
                                "BROKER_PORT", "0",
                                "WANGGE_DATABASE", "Embedded",
                                "WANGGE_RESTART_DELAY", "PT10S",
                                "WANGGE_REPLAY", replay.toString(),
                                "WANGGE_REPLAY_EXIT", "true"));
        assertThat(settings.dataDir()).isEqualTo(directory);
        assertThat(settings.ports())
                .containsEntry(Part.GATEWAY, 18080)
                .containsEntry(Part.DATABASE, 0)
                .containsEntry(Part.BROKER, 0);
        assertThat(settings.database()).isEqualTo(DatabaseChoice.EMBEDDED);
        assertThat(settings.restartDelay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.replay()).contains(replay);
        assertThat(settings.exitAfterReplay()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY_PORT, http",
        "GATEWAY_PORT, 65536",
        "SIMULATOR_PORT, -1",
        "CASE_SERVICE_PORT, 8080",
        "WANGGE_DATABASE, oracle",
        "WANGGE_RESTART_DELAY, 5",
        "WANGGE_RESTART_DELAY, PT-1S",
        "WANGGE_REPLAY, /no/such/file.csv",
        "WANGGE_REPLAY_EXIT, yes",
        "MONGODB_URI, localhost:27017",
    })
    void aBadVariableIsOneSentenceThatNamesIt(String variable, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(variable, value)))
                .isInstanceOfSatisfying(
                        CannotStart.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining(variable)
                .hasMessageEndingWith(".");
    }

    @Test
    void aDatabaseIsChosenOnce() {
        assertThatThrownBy(() ->
                        Settings.of(
                                Map.of(
                                        "MONGODB_URI", "mongodb://db:27017",
                                        "WANGGE_DATABASE", "embedded")))
                .hasMessageContaining("WANGGE_DATABASE")
                .hasMessageContaining("MONGODB_URI");
    }
}
