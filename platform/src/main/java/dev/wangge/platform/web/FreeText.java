package dev.wangge.platform.web;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import org.jspecify.annotations.Nullable;

/** Free text in any script; line breaks and tabs stay, other control characters are no text. */
public final class FreeText {
    private FreeText() {}

    /**
     * Refuses text over {@code most} code points, lone surrogates and control characters.
     *
     * @return the text
     * @throws Problem invalid-request
     */
    public static String checked(String text, String pointer, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            throw Problem.invalid(
                    Pointed.at(pointer, "too-long", "At most " + most + " characters"));
        }
        if (text.codePoints().anyMatch(FreeText::isRefused)) {
            throw Problem.invalid(
                    Pointed.at(pointer, "control-character", "Control characters are not text"));
        }
        return text;
    }

    /**
     * The same for text that must be there, and not blank.
     *
     * @throws Problem invalid-request
     */
    public static String required(@Nullable String text, String pointer, int most) {
        if (text == null || text.isBlank()) {
            var name = pointer.substring(pointer.lastIndexOf('/') + 1);
            throw Problem.invalid(
                    Pointed.at(
                            pointer,
                            "required",
                            name + (text == null ? " is required" : " is blank")));
        }
        return checked(text, pointer, most);
    }

    /** Whether it is text of at most so many code points. */
    public static boolean isText(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                && text.codePoints().noneMatch(FreeText::isRefused);
    }

    /**
     * Whether a text fits on one line: at most so many code points, no breaks among them, nor
     * U+FFFD, which stands where something was lost.
     */
    public static boolean isLine(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                && text.codePoints()
                        .noneMatch(c -> isRefused(c) || Character.isISOControl(c) || c == 0xFFFD);
    }

    /** Without control characters, spaces around, and Windows' line ends. */
    public static String plain(String text) {
        var kept = new StringBuilder();
        text.replace("\r\n", "\n")
                .codePoints()
                .filter(c -> !isRefused(c))
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    /** Its first code points. */
    public static String head(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    private static boolean isRefused(int c) {
        var surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return surrogate || (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }
}
