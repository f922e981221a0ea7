package dev.wangge.platform.csv;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.wangge.platform.csv.CsvFile.LineError;
import dev.wangge.platform.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static List<String> rows(byte[] body, String contentType, String... columns) {
        var file = new CsvFile(columns);
        var rows = new ArrayList<String>();
        file.read(
                new ByteArrayInputStream(body),
                contentType,
                row -> rows.add(Stream.of(columns).map(row::get).collect(joining("|"))));
        file.refuseIfWrong();
        return rows;
    }

    private static List<String> rows(String body, String... columns) {
        return rows(body.getBytes(StandardCharsets.UTF_8), "text/csv", columns);
    }

    private static List<LineError> errors(String body) {
        var file = new CsvFile("code", "name");
        file.read(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                "text/csv",
                row -> {});
        return file.errors();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF\"code\",\"name\"\r\n\"1\",\"拉乌\"\r\n",
                "\uFEFFcode,name\n1,拉乌",
                "code,name\r1,拉乌\r",
                "\r\n\r\ncode,name\r\n\r\n1,拉乌\r\n\r\n",
                "name,code\n拉乌,1\n",
                "Code, NAME \n1,拉乌\n",
                "code;name\n1;拉乌\n",
                "code\tname\n1\t拉乌\n",
                "sep=;\r\ncode;name\r\n1;拉乌\r\n",
                "code,name,,\n1,拉乌,,\n",
                "code,name,,\n1,拉乌\n",
                ",code,name\n,1,拉乌\n",
                "code,name\n1,拉乌,,,\n",
                "code,name\n,\n1,拉乌\n , \n\u00A0,\u3000\n\t\n\u200B,\uFEFF\n",
                "code,name\n\u00A01\u00A0,\u200B拉\u200B乌\u00A0\u3000\n",
                "code,name\n１,拉乌\n",
            })
    void spreadsheetsWriteTheSameTableInManyWays(String file) {
        assertThat(rows(file, "code", "name")).containsExactly("1|拉乌");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "540328101201.0! 540328101201",
                "'=\"540328101201\"'! 540328101201",
                "５４０３２８１０１２０１! 540328101201",
                "\u2018540328101201! 540328101201",
                "\"540,328,101,201\"! 540328101201",
                "A.1-b_2! A.1-b_2",
                "1.0! 1.0",
            })
    void aCodeThatWasTakenForANumberIsStillTheCode(String cell, String code) {
        assertThat(rows("code,name\n%s,x\n".formatted(cell), "code", "name"))
                .containsExactly(code + "|x");
    }

    @Test
    void aCodeOfWhichDigitsWereLostIsRefusedByItsName() {
        for (var cell : List.of("5.40328E+11", "5.4e+11", "5E+11")) {
            assertThat(errors("code,name\n" + cell + ",x\n"))
                    .extracting(LineError::code)
                    .containsExactly("scientific");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gb2312", "GBK", "cp936", "GB18030", "\"gbk\"", "ms936", "GB_2312"})
    void allNamesOfChineseEncodingsMeanTheOneThatHoldsThemAll(String charset) {
        // 㛃 and 䶮 are in GB18030 only; the first is in four bytes.
        var body = "code,name\n1,㛃䶮村\n".getBytes(Charset.forName("GB18030"));

        assertThat(names(body, "text/csv;charset=" + charset)).containsExactly("㛃䶮村");
        assertThat(names(body, "text/csv; header=present; Charset=" + charset))
                .containsExactly("㛃䶮村");
    }

    @Test
    void aByteOrderMarkIsBelievedBeforeTheHeader() {
        var text = "\uFEFFcode\tname\r\n1\t拉乌\r\n";
        assertThat(names(text.getBytes(StandardCharsets.UTF_16LE), "text/csv"))
                .containsExactly("拉乌");
        assertThat(names(text.getBytes(StandardCharsets.UTF_16BE), "text/csv;charset=gbk"))
                .containsExactly("拉乌");
        assertThat(names(text.getBytes(StandardCharsets.UTF_8), "text/csv;charset=gb2312"))
                .containsExactly("拉乌");
        assertThat(names(text.getBytes(Charset.forName("GB18030")), "text/csv"))
                .containsExactly("拉乌");
        assertThat(names("code,name\n1,拉乌".getBytes(StandardCharsets.UTF_8), "text/csv;charset="))
                .containsExactly("拉乌");
    }

    @Test
    void anUnknownCharsetIsNamed() {
        assertThatThrownBy(() ->
                        names(
                                "code,name\n".getBytes(StandardCharsets.UTF_8),
                                "text/csv;charset=klingon"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("klingon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "拉\u0000乌",
                "拉\u0007乌",
                "拉\u0085乌",
                "拉乌\u001F",
                "\"拉\n乌\"",
                "\"拉\t乌\"",
                "拉\uFFFE乌",
            })
    void aControlCharacterIsNoName(String name) {
        assertThat(errors("code,name\n1,%s\n2,好\n".formatted(name)))
                .extracting(LineError::line, LineError::code)
                .containsExactly(tuple(2L, "control-character"));
    }

    @Test
    void whatWasLostWhenTheFileWasSavedIsNoName() {
        assertThat(errors("code,name\n1,拉\uFFFD\n2,好\n"))
                .extracting(LineError::line, LineError::code)
                .containsExactly(tuple(2L, "charset"));
        assertThat(errors("code,name\n1,拉,乌\n2,好\n"))
                .extracting(LineError::line, LineError::code)
                .containsExactly(tuple(2L, "field-count"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "code,name,name! name comes twice",
                "code! name is missing",
                "code,name,colour! colour is not known",
                "code，name! missing",
                ",! is missing",
            })
    void aWrongHeaderSaysWhatIsWrong(String header, String says) {
        assertThatThrownBy(() -> rows(header + "\n1,x,y\n", "code", "name"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(says);
    }

    @Test
    void threeHundredBadLinesAreThreeHundredOfWhichAHundredAreShown() {
        var body = new StringBuilder("code,name\n");
        for (int i = 0; i < 300; i++) {
            body.append("1\n");
        }
        var file = new CsvFile("code", "name");
        file.read(
                new ByteArrayInputStream(body.toString().getBytes(StandardCharsets.UTF_8)),
                null,
                row -> {});
        // Two faults of one line are one line.
        file.wrong(2, "code", "too short");

        assertThat(file.wrong()).isEqualTo(300);
        assertThat(file.errors()).hasSize(100);
        assertThat(file.errors().getLast().line()).isEqualTo(100);
        assertThatThrownBy(file::refuseIfWrong)
                .hasMessageContaining("300 wrong lines (the first 100");
    }

    @Test
    void aQuotationMarkThatDoesNotEndIsNoReasonToHoldTheFileInMemory() {
        var endless =
                new SequenceInputStream(
                        new ByteArrayInputStream(
                                "code,name\n1,\"".getBytes(StandardCharsets.UTF_8)),
                        new InputStream() {
                            private int left = 64 << 20;

                            @Override
                            public int read() {
                                return left-- > 0 ? 'x' : -1;
                            }

                            @Override
                            public int read(byte[] into, int from, int length) {
                                if (left <= 0) {
                                    return -1;
                                }
                                Arrays.fill(into, from, from + length, (byte) 'x');
                                left -= length;
                                return length;
                            }
                        });
        var file = new CsvFile("code", "name");

        file.read(endless, "text/csv", row -> {});

        assertThat(file.errors()).extracting(LineError::code).containsExactly("malformed");
        assertThat(file.errors().getFirst().message()).doesNotContain("buffer");
    }
}
