package dev.wangge.gateway.console;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * What a browser gets of a module of ours: neither lines that are nothing but a comment nor
 * indentation. On a slow line that is a second.
 */
final class Modules {
    private Modules() {}

    /**
     * @param path of any file; what others wrote and what is no module stays as it is
     */
    static byte[] sent(String path, byte[] bytes) {
        if (!path.endsWith(".js") || path.startsWith("vendor/")) {
            return bytes;
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (text.contains("`") || text.contains("/*")) {
            // Lines of a text in several, or of a comment in several, are not told from others
            // here.
            return bytes;
        }
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
