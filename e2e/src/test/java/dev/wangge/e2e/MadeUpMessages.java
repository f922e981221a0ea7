package dev.wangge.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What residents might write, with all that a CSV file can hold. Nobody wrote these. */
final class MadeUpMessages {

    private static final int LONGEST = 20_000;
    private static final Optional<String> GIVEN =
            Optional.ofNullable(System.getProperty("wangge.replay"))
                    .filter(file -> !file.isBlank());

    private MadeUpMessages() {}

    record Message(String id, String subject, String text) {

        /** What of it becomes the description. */
        String kept() {
            String text = text().strip();
            return text.codePointCount(0, text.length()) <= LONGEST
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST));
        }
    }

    static final List<Message> ALL =
            List.of(
                    new Message("1", "关于路灯不亮的反映", "村口的路灯坏了半个月。"),
                    new Message("2", "水管", "第一行\n第二行，有逗号,和\t制表符\n\n最后一行"),
                    new Message("3", "", "没有主题的一条：桥栏杆松了。请来看看。"),
                    new Message("4", "引号\"里外\"", "他说：\"明天修\"，又说\"后天\"。"),
                    new Message("5", "😀🚰", "👨‍👩‍👧 家里没水了 𠮷野 🙏"),
                    new Message("6", "ཆུ་མི་འདུག", "གྲོང་ཚོའི་ཆུ་ཁོག་ཉམས་སོང་། བཟོ་བཅོས་གནང་རོགས།"),
                    new Message("7", "很长的一条", "草场边界的事情说来话长。".repeat(2_500)),
                    new Message(
                            "8", "<script>alert(1)</script>", "<b>&amp; ${jndi:x} {{x}} ' -- ;"),
                    new Message("9", "主题也很长".repeat(60), "主题要截短。"),
                    new Message("10", "电话在文中", "请打 010-12345678 或 +86 138 0000 0000 联系。"));

    /** The file that the launcher replays: these, unless another one is given. */
    static Path in(Path directory) throws IOException {
        if (GIVEN.isPresent()) {
            return Path.of(GIVEN.get()).toAbsolutePath();
        }
        return Files.writeString(
                directory.resolve("messages.csv"),
                ALL.stream()
                        .map(message ->
                                "%s,%s,2026/01/02 03:04:05,%s"
                                        .formatted(
                                                message.id(),
                                                quoted(message.subject()),
                                                quoted(message.text())))
                        .collect(
                                Collectors.joining(
                                        "\r\n", "id,subject,submitted_at,message\r\n", "\r\n")));
    }

    static boolean areReplayed() {
        return GIVEN.isEmpty();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
