package dev.wangge.platform.web;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.text.Characters;
import org.jspecify.annotations.Nullable;

/** Free text in any script; line breaks and tabs stay, other control characters are no text. */
public final class FreeText {
    /** Letters and symbols by their class: fillers of Hangul, and Braille without a dot. */
    private static final String DRAWN_AS_NOTHING = "\u115F\u1160\u3164\uFFA0\u2800";

    private FreeText() {}

    /**
     * Refuses text over {@code most} code points, lone surrogates and control characters.
     *
     * @param place where it stands: a pointer, {@code #/why}, or the name of a parameter, {@code
     *     why}
     * @return the text
     * @throws Problem invalid-request
     */
    public static String checked(String text, String place, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            throw refused(place, "too-long", "At most " + most + " characters");
        }
        if (text.codePoints().anyMatch(Characters::isRefused)) {
            throw refused(place, "control-character", "Control characters are not text");
        }
        return text;
    }

    /**
     * The same for text that must be there, and not blank.
     *
     * @throws Problem invalid-request
     */
    public static String required(@Nullable String text, String place, int most) {
        if (text == null || isBlank(text)) {
            var name = place.substring(place.lastIndexOf('/') + 1);
            throw refused(place, "required", name + (text == null ? " is required" : " is blank"));
        }
        return checked(text, place, most);
    }

    private static Problem refused(String place, String code, String message) {
        return Problem.invalid(
                place.startsWith("#")
                        ? Pointed.at(place, code, message)
                        : Pointed.parameter(place, code, message));
    }

    /** Whether it is text of at most so many code points. */
    public static boolean isText(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                && text.codePoints().noneMatch(Characters::isRefused);
    }

    /** Whether it is without control characters and halves of characters. */
    public static boolean isText(String text) {
        return text.codePoints().noneMatch(Characters::isRefused);
    }

    /**
     * Whether there is nothing to see in it: spaces of any width, marks without a letter,
     * characters that only join or turn others, and those that are drawn as nothing.
     */
    public static boolean isBlank(String text) {
        return text.codePoints().noneMatch(FreeText::isSeen);
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                    false;
            default -> DRAWN_AS_NOTHING.indexOf(c) < 0;
        };
    }

    /**
     * Whether a text fits on one line: at most so many code points, no breaks among them, nor
     * U+FFFD, which stands where something was lost.
     */
    public static boolean isLine(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                && text.codePoints()
                        .noneMatch(c ->
                                Characters.isRefused(c)
                                        || Character.isISOControl(c)
                                        || c == 0xFFFD);
    }

    /** Without control characters, spaces around, and Windows' line ends. */
    public static String plain(String text) {
        var kept = new StringBuilder();
        text.replace("\r\n", "\n")
                .codePoints()
                .filter(c -> !Characters.isRefused(c))
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    /** Its first code points. */
    public static String head(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
