package dev.wangge.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportPointCodeTest {
    private final Vault vault = new Vault(new byte[32]);
    private final Vault another = another();
    private final UUID id = UUID.fromString("0190c0de-0000-7000-8000-000000000001");

    private static Vault another() {
        var key = new byte[32];
        key[0] = 1;
        return new Vault(key);
    }

    @Test
    void itOpensItsPointAndNoCase() {
        var code = ReportPointCode.of(id, vault);

        assertThat(code).hasSize(32);
        assertThat(ReportPointCode.read(code, vault)).contains(id);
        assertThat(CaseCode.read(code, vault)).isEmpty();
        assertThat(ReportPointCode.read(CaseCode.of(id, vault), vault)).isEmpty();
    }

    @Test
    void whatWasNotSignedHereIsNone() {
        var code = ReportPointCode.of(id, vault);
        assertThat(ReportPointCode.read(code.substring(1), vault)).isEmpty();
        assertThat(ReportPointCode.read("not base64 !", vault)).isEmpty();
        assertThat(ReportPointCode.read(ReportPointCode.of(id, another), vault)).isEmpty();
    }
}
