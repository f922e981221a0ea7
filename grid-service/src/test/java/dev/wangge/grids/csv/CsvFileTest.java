package dev.wangge.grids.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFileTest {
    private static List<String> names(byte[] body, String contentType) {
        var file = new CsvFile("code", "name");
        var names = new ArrayList<String>();
        file.read(new ByteArrayInputStream(body), contentType, row -> names.add(row.get("name")));
        file.refuseIfWrong();
        return names;
    }

    @Test
    void aByteOrderMarkAndQuotesAreNoTrouble() {
        var body = "\uFEFFcode,name\r\n1,\"拉,乌\"\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(names(body, "text/csv")).containsExactly("拉,乌");
    }

    @Test
    void theCharsetNamedIsBelieved() {
        var body = "code,name\n1,拉乌\n".getBytes(Charset.forName("GB18030"));
        assertThat(names(body, "text/csv;charset=GB18030")).containsExactly("拉乌");
        assertThatThrownBy(() -> names(body, "text/csv"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("charset");
    }

    @Test
    void aWrongLineIsNamed() {
        var body = "code,name\n1,a\n2\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> names(body, "text/csv")).hasMessageContaining("line 3");
        assertThatThrownBy(() -> names(new byte[0], "text/csv")).hasMessageContaining("empty");
    }
}
