package dev.wangge.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");
    private static final Pattern DARK = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");
    private static final int QUIET = 4;

    /** Read back from the squares of the picture. */
    @Test
    void aReaderReadsTheAddress() throws Exception {
        var address = "https://wg.markam.gov.cn/c/WgwKUm8KW46eOy86WgwKUgAAAAAAAAAA";

        var svg = QrCode.svg(address);

        var size = SIZE.matcher(svg);
        assertThat(size.find()).isTrue();
        int modules = Integer.parseInt(size.group(1)) - 2 * QUIET;
        assertThat(size.group(2)).isEqualTo(size.group(1));
        var bits = new BitMatrix(modules);
        DARK.matcher(svg)
                .results()
                .forEach(square ->
                        bits.set(
                                Integer.parseInt(square.group(1)) - QUIET,
                                Integer.parseInt(square.group(2)) - QUIET));
        assertThat(new Decoder().decode(bits).getText()).isEqualTo(address);
    }
}
