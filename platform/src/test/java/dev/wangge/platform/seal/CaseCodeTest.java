package dev.wangge.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CaseCodeTest {
    private static final UUID ID = UUID.fromString("5a0c0a52-6f0a-5b8e-9e3b-2f3a5a0c0a52");
    private final Vault vault = new Vault(new byte[32]);

    @Test
    void aCodeIsItsCasesAndSignedByUs() {
        var code = CaseCode.of(ID, vault);

        assertThat(code).hasSize(32).matches("[A-Za-z0-9_-]+");
        assertThat(CaseCode.read(code, vault)).contains(ID);
        assertThat(CaseCode.of(UUID.randomUUID(), vault)).isNotEqualTo(code);
        var other = new byte[32];
        other[0] = 1;
        assertThat(CaseCode.read(code, new Vault(other))).isEmpty();
    }

    @Test
    void whatDiffersAnywhereIsNoCode() {
        var code = CaseCode.of(ID, vault);
        for (int i = 0; i < code.length(); i++) {
            var wrong = new StringBuilder(code);
            wrong.setCharAt(i, code.charAt(i) == 'A' ? 'B' : 'A');
            assertThat(CaseCode.read(wrong.toString(), vault)).as("at %d", i).isEmpty();
        }
        assertThat(CaseCode.read(code + "=", vault)).isEmpty();
        assertThat(CaseCode.read(code.substring(1), vault)).isEmpty();
        assertThat(CaseCode.read("", vault)).isEmpty();
        assertThat(CaseCode.read("案件", vault)).isEmpty();
    }

    @Test
    void aLinkIsNoCodeAndACodeNoLink() {
        var link = new SignedLink(ID, ID, "M-1", Instant.EPOCH).token(vault);

        assertThat(CaseCode.read(link, vault)).isEmpty();
        assertThat(SignedLink.read(CaseCode.of(ID, vault), vault)).isEmpty();
    }
}
