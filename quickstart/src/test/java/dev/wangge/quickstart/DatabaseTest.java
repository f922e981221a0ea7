package dev.wangge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private static final Optional<Path> MONGOD = Optional.of(Path.of("/opt/bin/mongod"));

    @Test
    void theGivenOneThenMongodThenTheEmbeddedEngine() {
        Map<String, String> given = Map.of("MONGODB_URI", "mongodb://db:27017");
        assertThat(Database.choose(Settings.of(given), MONGOD))
                .isEqualTo(new Database.Given("mongodb://db:27017"));
        assertThat(Database.choose(Settings.of(Map.of()), MONGOD))
                .isEqualTo(new Database.Mongod(Path.of("/opt/bin/mongod")));
        assertThat(Database.choose(Settings.of(Map.of()), Optional.empty()))
                .isEqualTo(new Database.Embedded());
    }

    @Test
    void aWishIsARequirement() {
        Settings embedded = Settings.of(Map.of("WANGGE_DATABASE", "embedded"));
        assertThat(Database.choose(embedded, MONGOD)).isEqualTo(new Database.Embedded());
        Settings mongod = Settings.of(Map.of("WANGGE_DATABASE", "mongod"));
        assertThatThrownBy(() -> Database.choose(mongod, Optional.empty()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("PATH");
    }

    @Test
    void theEmbeddedEngineSaysWhatItMayLoseAndHowToUseARealOne() {
        assertThat(String.join("\n", new Database.Embedded().banner()))
                .contains("evaluation store: may lose its last second when killed")
                .contains("MONGODB_URI");
    }

    @Test
    void aPasswordIsNeverShown() {
        Database given = new Database.Given("mongodb://county:hunter2@db:27017/?tls=true");
        assertThat(String.join("\n", given.banner()))
                .contains("mongodb://…@db:27017")
                .doesNotContain("hunter2");
    }
}
