package dev.wangge.quickstart.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One message as it will be reported: whatever the row held, text that the intake accepts.
 *
 * @param key the Idempotency-Key, the same for the same row in every replay
 * @param title 1–200 code points on one line
 * @param description at most 20,000 code points; may be empty
 */
record ReplayedMessage(String key, String title, String description) {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_DESCRIPTION = 20_000;
    private static final int TITLE_FROM_TEXT = 30;

    /**
     * @param id the row's own id; unique in the file
     * @param subject may be blank: then the first words of the message are the title
     */
    static ReplayedMessage of(String id, String subject, String message) {
        String text = cut(clean(message).strip(), LONGEST_DESCRIPTION);
        String title = oneLine(clean(subject));
        if (title.isEmpty()) {
            title = firstWords(oneLine(text));
        }
        if (title.isEmpty()) {
            title = "(" + oneLine(clean(id)) + ")";
        }
        return new ReplayedMessage("replay-" + keyPart(id), cut(title, LONGEST_TITLE), text);
    }

    /** Line breaks and tabs stay; other control characters and broken surrogates do not. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .forEach(point -> {
                    if (point == '\n' || point == '\t') {
                        clean.appendCodePoint(point);
                    } else if (Character.isISOControl(point)) {
                        clean.append(' ');
                    } else if (Character.getType(point) == Character.SURROGATE) {
                        clean.append('\uFFFD');
                    } else {
                        clean.appendCodePoint(point);
                    }
                });
        return clean.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    private static String firstWords(String line) {
        int[] points = line.codePoints().limit(TITLE_FROM_TEXT).toArray();
        String start = new String(points, 0, points.length);
        String sentence = start.split("[。！？!?]", 2)[0].strip();
        return sentence.isEmpty() ? start : sentence;
    }

    private static String cut(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    /** Visible ASCII as it is; anything else as its hash. */
    private static String keyPart(String id) {
        if (id.matches("[!-~]{1,200}")) {
            return id;
        }
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
