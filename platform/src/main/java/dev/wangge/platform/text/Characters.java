package dev.wangge.platform.text;

/** Which characters make a text: no halves of one, no control characters but line ends and tabs. */
public final class Characters {
    private Characters() {}

    /** Whether it has no place in a text. */
    public static boolean isRefused(int c) {
        var surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return surrogate || (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }

    /** As it may be shown whatever it is: cut, and a mark for each character that is no text. */
    public static String shown(String text, int most) {
        var kept = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> kept.appendCodePoint(isRefused(c) ? 0xFFFD : c));
        return kept.toString();
    }
}
