package dev.wangge.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VaultTest {
    private final Vault vault = new Vault(new byte[32]);

    @Test
    void opensWhatItSealedForTheSameOwnerOnly() {
        var sealed = vault.seal("13712342222", "person-1");

        assertThat(sealed).doesNotContain("1371234");
        assertThat(vault.open(sealed, "person-1")).isEqualTo("13712342222");
        assertThatThrownBy(() -> vault.open(sealed, "person-2"))
                .isInstanceOf(Vault.BrokenSeal.class);
    }

    @Test
    void anotherMasterKeyOpensNothing() {
        var other = new byte[32];
        other[0] = 1;

        assertThatThrownBy(() -> new Vault(other).open(vault.seal("x", "p"), "p"))
                .isInstanceOf(Vault.BrokenSeal.class);
    }

    @Test
    void refusesAShortKey() {
        assertThatThrownBy(() -> new Vault(new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLinkReadsBackAndASingleChangedCharacterVoidsIt() {
        var link =
                new SignedLink(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "M-540328101201001-1",
                        Instant.parse("2026-12-01T00:00:00Z"));
        var token = link.token(vault);

        assertThat(SignedLink.read(token, vault)).contains(link);
        for (int i = 0; i < token.length() - 1; i++) {
            var other = token.charAt(i) == 'A' ? 'B' : 'A';
            var forged = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(SignedLink.read(forged, vault)).isEmpty();
        }
        assertThat(SignedLink.read("not base64!", vault)).isEmpty();
    }

    @Test
    void aPhoneHasOneBlindIndexHoweverItIsSpaced() {
        var vault = new Vault(new byte[32]);
        var index = vault.blindIndexOf("13700002222");
        assertThat(index).matches("[0-9a-f]{32}");
        assertThat(vault.blindIndexOf("+86 137-0000-2222")).isEqualTo(index);
        assertThat(vault.blindIndexOf("0086 137 0000 2222")).isEqualTo(index);
        assertThat(vault.blindIndexOf("13700002223")).isNotEqualTo(index);
        assertThat(vault.blindIndexOf("none")).isEmpty();
    }
}
