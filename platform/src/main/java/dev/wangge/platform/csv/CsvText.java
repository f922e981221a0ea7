package dev.wangge.platform.csv;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a CSV file, and what separates its columns, as spreadsheets write them: with a byte
 * order mark or without, in Chinese Windows' encodings, in another country's separators. Bytes that
 * are no text become U+FFFD.
 */
final class CsvText implements AutoCloseable {
    /** Enough for any header. */
    private static final int LOOK_AHEAD = 1 << 16;

    private static final Pattern CHARSET =
            Pattern.compile(
                    ";\\s*(?:x-)?charset\\s*=\\s*\"?\\s*([^\";\\s]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("\"?sep=(.)\"?", Pattern.CASE_INSENSITIVE);

    /** Who says these means GB18030, which holds them all, and the rare characters of names. */
    private static final Set<String> CHINESE =
            Set.of("gb2312", "gbk", "cp936", "ms936", "936", "euccn", "windows936", "xmswin936");

    private static final Map<String, String> MARKS = marks();

    private final BufferedReader text;
    private final char separator;

    private CsvText(BufferedReader text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** The longer ones first: one of them begins with another. */
    private static Map<String, String> marks() {
        var marks = new LinkedHashMap<String, String>();
        marks.put("fffe0000", "UTF-32LE");
        marks.put("0000feff", "UTF-32BE");
        marks.put("84319533", "GB18030");
        marks.put("efbbbf", "UTF-8");
        marks.put("fffe", "UTF-16LE");
        marks.put("feff", "UTF-16BE");
        return marks;
    }

    /** Nobody knows this charset. */
    static final class UnknownCharset extends Exception {
        UnknownCharset(String name) {
            super(name, null, false, false);
        }

        String name() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Looks at the beginning of a file.
     *
     * @param contentType its charset is believed unless the file's byte order mark says another;
     *     UTF-8 without either
     */
    static CsvText of(InputStream body, @Nullable String contentType)
            throws IOException, UnknownCharset {
        var named = charset(contentType);
        var bytes = new BufferedInputStream(body);
        var marked = afterMark(bytes);
        var text =
                new BufferedReader(
                        new InputStreamReader(bytes, marked == null ? named : marked), LOOK_AHEAD);
        var first = firstLine(text);
        var told = SEPARATOR_LINE.matcher(first);
        if (told.matches()) {
            text.readLine();
            return new CsvText(text, told.group(1).charAt(0));
        }
        return new CsvText(text, separator(first));
    }

    private static Charset charset(@Nullable String contentType) throws UnknownCharset {
        var found = CHARSET.matcher(contentType == null ? "" : contentType);
        if (!found.find() || found.group(1).isEmpty()) {
            return StandardCharsets.UTF_8;
        }
        var name = found.group(1);
        var plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        if (CHINESE.contains(plain)) {
            return Charset.forName("GB18030");
        }
        if (plain.equals("utf8sig") || plain.equals("utf8bom")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnknownCharset(name);
        }
    }

    /** The charset of the file's byte order mark, which is taken away; null without one. */
    private static @Nullable Charset afterMark(BufferedInputStream bytes) throws IOException {
        bytes.mark(4);
        var start = HexFormat.of().formatHex(bytes.readNBytes(4));
        bytes.reset();
        for (var mark : MARKS.entrySet()) {
            if (start.startsWith(mark.getKey())) {
                bytes.skipNBytes(mark.getKey().length() / 2);
                return Charset.forName(mark.getValue());
            }
        }
        return null;
    }

    private static String firstLine(BufferedReader text) throws IOException {
        var line = new StringBuilder();
        text.mark(LOOK_AHEAD);
        for (int i = 0; i < LOOK_AHEAD - 1; i++) {
            int c = text.read();
            if (c < 0 || c == '\r' || c == '\n') {
                break;
            }
            line.append((char) c);
        }
        text.reset();
        return line.toString();
    }

    /** Commas, or where there are none what stands for them elsewhere. */
    private static char separator(String header) {
        if (header.indexOf(',') < 0) {
            if (header.indexOf('\t') >= 0) {
                return '\t';
            }
            if (header.indexOf(';') >= 0) {
                return ';';
            }
        }
        return ',';
    }

    Reader text() {
        return text;
    }

    char separator() {
        return separator;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
