package dev.wangge.quickstart.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageFileTest {

    @TempDir Path directory;

    @Test
    void quotesLineBreaksAndSymbolsAreText() throws Exception {
        List<ReplayedMessage> messages =
                read(
                        """
                        id,subject,submitted_at,message\r
                        1,"桥,断了",2019,"第一行\r
                        第二行\t""引号"" 😀 བོད་"\r
                        2,水,2019,没有水
                        """);
        assertThat(messages)
                .containsExactly(
                        new ReplayedMessage("replay-1", "桥,断了", "第一行\n第二行\t\"引号\" 😀 བོད་"),
                        new ReplayedMessage("replay-2", "水", "没有水"));
    }

    @Test
    void aMarkAtTheStartAndAnotherOrderOfColumnsAreFine() throws Exception {
        assertThat(read("\uFEFFmessage,id,subject\n路,9,灯\n"))
                .containsExactly(new ReplayedMessage("replay-9", "灯", "路"));
    }

    @Test
    void everyRowHasAKeyOfItsOwn() throws Exception {
        List<ReplayedMessage> messages =
                read("id,subject,message\n1,a,b\n1,a,b\n,a,b\n编号,a,b\n短\n");
        assertThat(messages).hasSize(5);
        assertThat(messages.stream().map(ReplayedMessage::key).toList())
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("[!-~]{1,255}"))
                .startsWith("replay-1", "replay-1#2", "replay-row-3");
    }

    @Test
    void theSameFileGivesTheSameMessages() throws Exception {
        String text = "id,subject,message\n1,a,b\n1,c,d\n编号,e,f\n";
        assertThat(read(text)).isEqualTo(read(text));
    }

    @Test
    void aFileWithoutTheColumnsSaysWhichItHas() {
        assertThatThrownBy(() -> read("a,b\n1,2\n"))
                .isInstanceOf(ReplayFailed.class)
                .hasMessageContaining("subject")
                .hasMessageContaining("[a, b]");
    }

    @Test
    void bytesThatAreNoTextDoNotEndTheReplay() throws Exception {
        Path file = directory.resolve("messages.csv");
        byte[] start = "id,subject,message\n1,".getBytes(StandardCharsets.UTF_8);
        byte[] row = new byte[start.length + 4];
        System.arraycopy(start, 0, row, 0, start.length);
        row[start.length] = (byte) 0xC3;
        row[start.length + 1] = ',';
        row[start.length + 2] = 'x';
        row[start.length + 3] = '\n';
        Files.write(file, row);
        assertThat(MessageFile.read(file))
                .containsExactly(new ReplayedMessage("replay-1", "\uFFFD", "x"));
    }

    private List<ReplayedMessage> read(String text) throws Exception {
        return MessageFile.read(Files.writeString(directory.resolve("messages.csv"), text));
    }
}
