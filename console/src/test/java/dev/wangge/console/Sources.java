package dev.wangge.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The pages' own files, as they lie in the module, and the libraries beside them as unpacked. */
final class Sources {
    static final Path BUILT = Path.of("target/classes/console");

    /** Texts, and then comments, so that what looks like a comment in a text is none. */
    private static final Pattern TEXT_OR_COMMENT =
            Pattern.compile(
                    "'(?:\\\\.|[^'\\\\\\n])*'|\"(?:\\\\.|[^\"\\\\\\n])*\"|`(?:\\\\.|[^`\\\\])*`"
                            + "|//[^\\n]*|(?s:/\\*.*?\\*/)");

    private Sources() {}

    static String read(String path) {
        try {
            return Files.readString(BUILT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(BUILT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our own modules: path to text. */
    static Map<String, String> modules() {
        try (var files = Files.walk(BUILT)) {
            var found = new TreeMap<String, String>();
            files.filter(file -> file.toString().endsWith(".js"))
                    .map(file -> BUILT.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.startsWith("vendor/"))
                    .forEach(path -> found.put(path, read(path)));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of a module is syntax: texts are empty, comments gone. */
    static String syntax(String module) {
        return TEXT_OR_COMMENT
                .matcher(module)
                .replaceAll(found -> found.group().startsWith("/") ? "" : "''");
    }
}
