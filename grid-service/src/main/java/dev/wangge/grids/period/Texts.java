package dev.wangge.grids.period;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import org.jspecify.annotations.Nullable;

/** Free text in any script; line breaks and tabs stay, other control characters do not. */
final class Texts {
    private Texts() {}

    /**
     * Refuses text that is blank, over {@code most} code points, or holds control characters.
     *
     * @throws Problem invalid-request
     */
    static String required(@Nullable String text, String pointer, int most) {
        if (text == null || text.isBlank()) {
            throw Problem.invalid(Pointed.at(pointer, "required", pointer + " is required"));
        }
        return checked(text, pointer, most);
    }

    static String checked(String text, String pointer, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            throw Problem.invalid(
                    Pointed.at(pointer, "too-long", "At most " + most + " characters"));
        }
        if (text.codePoints().anyMatch(Texts::isControl)) {
            throw Problem.invalid(
                    Pointed.at(pointer, "control-character", "Control characters are not text"));
        }
        return text;
    }

    /** Without control characters, spaces around, and Windows' line ends. */
    static String plain(String text) {
        var kept = new StringBuilder();
        text.replace("\r\n", "\n")
                .codePoints()
                .filter(c -> !isControl(c))
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    /** The first characters of a text. */
    static String head(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    private static boolean isControl(int c) {
        var surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return surrogate || (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }
}
