package dev.wangge.cases.life;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;

/** Free text in any script; line breaks and tabs stay, other control characters are refused. */
public final class FreeText {
    private FreeText() {}

    /** Refuses text over {@code most} code points, lone surrogates and control characters. */
    public static void check(String text, String pointer, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            throw Problem.invalid(
                    Pointed.at(pointer, "too-long", "At most " + most + " characters"));
        }
        if (text.codePoints().anyMatch(FreeText::refused)) {
            throw Problem.invalid(
                    Pointed.at(pointer, "control-character", "Control characters are not text"));
        }
    }

    private static boolean refused(int c) {
        var surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return surrogate || (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }
}
