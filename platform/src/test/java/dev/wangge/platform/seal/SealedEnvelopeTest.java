package dev.wangge.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in a database for years: made once, it must open in every version to come. */
class SealedEnvelopeTest {
    private static final byte[] KEY = HexFormat.of().parseHex("0123456789abcdef".repeat(4));
    private final Vault vault = new Vault(KEY);

    /**
     * Sealed on 30 November 2026: whoever changes how keys are derived or envelopes are laid out
     * sees it here.
     */
    @Test
    void anEnvelopeOfThenOpensToday() {
        assertThat(
                        vault.open(
                                "G/0CPANAXLGMvFMhUPoH1pm9ssfd4H4jemvNDWOaRLxOFMaJYd1UBx122SJWYgEN0QOWeS0M3AIbx/CUeqaTOWw7v+SseiyFudWJAaYBC0UBmSkaBLk35bZeWXcH3CCCsD45",
                                "person-1"))
                .isEqualTo("13700002222");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "137 0000 2222", "多吉扎西 བཀྲ་ཤིས། 𠮷", "line\nbreak\u0000"})
    void anyTextComesBackAsItWas(String text) {
        assertThat(vault.open(vault.seal(text, "p"), "p")).isEqualTo(text);
        assertThat(vault.open(vault.seal(text, ""), "")).isEqualTo(text);
    }

    @Test
    void theSameTextIsSealedDifferentlyEachTime() {
        assertThat(vault.seal("多吉", "p")).isNotEqualTo(vault.seal("多吉", "p"));
        // As long as its text, and no longer: a length tells no more than that.
        assertThat(vault.seal("a".repeat(11), "p")).hasSameSizeAs(vault.seal("b".repeat(11), "q"));
    }

    @Test
    void noByteOfAnEnvelopeCanBeChanged() {
        var envelope = Base64.getDecoder().decode(vault.seal("13700002222", "p"));
        for (int i = 0; i < envelope.length; i++) {
            var forged = envelope.clone();
            forged[i] ^= 1;
            assertBroken(Base64.getEncoder().encodeToString(forged), "p");
        }
    }

    @Test
    void whatIsNoEnvelopeIsABrokenSealAndNothingElse() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        assertBroken("", "p");
        assertBroken("!", "p");
        for (int length = 1; length < 120; length += 7) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            assertThatThrownBy(() -> vault.open(Base64.getEncoder().encodeToString(bytes), "p"))
                    .as("seed %d, %d bytes", seed, length)
                    .isInstanceOf(Vault.BrokenSeal.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "p ", "person-1"})
    void whatWasSealedForOneIsNotOpenedAsAnothers(String owner) {
        assertBroken(vault.seal("13700002222", "p"), owner);
    }

    private void assertBroken(String envelope, String owner) {
        assertThatThrownBy(() -> vault.open(envelope, owner))
                .isInstanceOf(Vault.BrokenSeal.class)
                .hasMessage("The seal is broken or belongs to another")
                .hasMessageNotContaining("1370000");
    }

    /** A signature is of its bytes and of its key; it is not what an index is made with. */
    @Test
    void aSignatureIsOfItsBytesAlone() {
        var payload = "a link".getBytes(StandardCharsets.UTF_8);
        var signature = vault.sign(payload);

        assertThat(signature).hasSize(16).isEqualTo(vault.sign(payload.clone()));
        assertThat(vault.signed(payload, signature)).isTrue();
        assertThat(vault.signed("a lino".getBytes(StandardCharsets.UTF_8), signature)).isFalse();
        assertThat(vault.signed(payload, new byte[16])).isFalse();
        assertThat(vault.signed(payload, new byte[0])).isFalse();
        var other = new Vault(new byte[32]);
        assertThat(other.signed(payload, signature)).isFalse();
        var phone = "13700002222".getBytes(StandardCharsets.UTF_8);
        assertThat(HexFormat.of().formatHex(vault.sign(phone)))
                .isNotEqualTo(vault.blindIndexOf("13700002222"));
    }

    @ParameterizedTest
    @CsvSource({
        "13700002222, 08954543210, false",
        "13700002222, +86 137 0000 2222, true",
        "0895-4543210, 0895 454 3210, true",
        "0895-4543210, +86 895 4543210, true"
    })
    void anIndexIsOfTheNumberThatIsDialled(String one, String other, boolean same) {
        assertThat(vault.blindIndexOf(one).equals(vault.blindIndexOf(other))).isEqualTo(same);
    }

    /** Stored beside every person: it must find them in every version to come. */
    @Test
    void anIndexOfThenFindsToday() {
        assertThat(vault.blindIndexOf("13700002222")).isEqualTo("3ceae4584d1aeb2516309c89013de727");
        assertThat(new Vault(new byte[32]).blindIndexOf("13700002222"))
                .isNotEqualTo("3ceae4584d1aeb2516309c89013de727");
    }
}
