package dev.wangge.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.life.CannotServe;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    @ParameterizedTest
    @CsvSource({
        "'',is not set",
        "'   ',is not set",
        "not-base64!,is not base64",
        "AAECAwQFBgcICQoLDA0ODw==,'is base64 of 16 bytes, not of 32'"
    })
    void whatIsNoKeyIsNamedWithoutBeingTold(String setting, String why) {
        assertThatThrownBy(() -> MasterKey.of(setting))
                .isInstanceOf(CannotServe.class)
                .hasMessage("WANGGE_MASTER_KEY " + why);
    }

    @Test
    void itsFingerprintTellsItFromOthersAndNothingOfIt() {
        var seed = System.nanoTime();
        var bytes = random(seed);
        var key = key(bytes);

        assertThat(key.fingerprint()).as("seed %d", seed).matches("[0-9a-f]{12}");
        assertThat(
                        MasterKey.of(" " + Base64.getEncoder().encodeToString(bytes) + "\n")
                                .fingerprint())
                .isEqualTo(key.fingerprint());
        assertThat(HexFormat.of().formatHex(bytes)).doesNotContain(key.fingerprint());
        bytes[31] ^= 1;
        assertThat(key(bytes).fingerprint()).isNotEqualTo(key.fingerprint());
        assertThat(key.toString()).contains(key.fingerprint());
    }

    @Test
    void aRandomKeyIsNotGuessable() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            assertThat(key(random(random.nextLong())).isGuessable()).as("seed %d", seed).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000000",
                "0123456789abcdef0123456789abcdef",
                "abcdefghijklmnopqrstuvwxyz012345",
                "12345678901234567890123456789012",
                "change-me-change-me-change-me-ok",
                "this is a key of thirty-two byte"
            })
    void whatAnybodyWouldTryIs(String text) {
        assertThat(key(text.getBytes(StandardCharsets.US_ASCII)).isGuessable()).isTrue();
    }

    @Test
    void soAreZerosAndCounts() {
        var up = new byte[32];
        var down = new byte[32];
        for (int i = 0; i < 32; i++) {
            up[i] = (byte) i;
            down[i] = (byte) (250 - 3 * i);
        }
        assertThat(key(new byte[32]).isGuessable()).isTrue();
        assertThat(key(up).isGuessable()).isTrue();
        assertThat(key(down).isGuessable()).isTrue();
    }

    private static byte[] random(long seed) {
        var bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static MasterKey key(byte[] bytes) {
        return MasterKey.of(Base64.getEncoder().encodeToString(bytes));
    }
}
