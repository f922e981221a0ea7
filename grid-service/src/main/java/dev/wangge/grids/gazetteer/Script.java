package dev.wangge.grids.gazetteer;

/** In which letters a text goes on, and where one of its words ends. */
enum Script {
    HAN,
    TIBETAN,
    LATIN,
    NONE;

    private static final char TSHEG = '\u0F0B';
    private static final char TSHEG_WITHOUT_BREAK = '\u0F0C';

    static Script of(char letter) {
        if ((letter >= 0x4E00 && letter <= 0x9FFF) || (letter >= 0x3400 && letter <= 0x4DBF)) {
            return HAN;
        }
        if (letter >= 0x0F40 && letter <= 0x0FBC) {
            return TIBETAN;
        }
        if (letter < 0x250 && Character.isLetterOrDigit(letter)) {
            return LATIN;
        }
        // The two halves of a rare character.
        return Character.isSurrogate(letter) ? HAN : NONE;
    }

    /** Whether a word may end before this place, or begin at it. */
    static boolean boundary(char[] text, int at) {
        if (at <= 0 || at >= text.length) {
            return true;
        }
        var after = of(text[at]);
        return after == HAN || after == NONE || after != of(text[at - 1]);
    }

    /**
     * Whether a word may end before this place, also where a particle is written together with its
     * last syllable: ལ་ཝུའི, ལ་ཝུར, ལ་ཝུས.
     */
    static boolean wordEnds(char[] text, int at) {
        if (boundary(text, at)) {
            return true;
        }
        char after = text[at];
        return (after == 'འ' && boundary(text, at + 2))
                || ((after == 'ར' || after == 'ས') && boundary(text, at + 1));
    }

    static boolean startsWith(char[] text, int at, String what) {
        if (at + what.length() > text.length) {
            return false;
        }
        for (int i = 0; i < what.length(); i++) {
            if (text[at + i] != what.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The same in as many characters, without what makes no difference. */
    static char[] folded(String text, int most) {
        char[] letters = new char[Math.min(text.length(), most)];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = folded(text.charAt(i));
        }
        return letters;
    }

    private static char folded(char letter) {
        if (letter >= 0xFF01 && letter <= 0xFF5E) {
            return Character.toLowerCase((char) (letter - 0xFEE0));
        }
        if (letter < 0x250) {
            return Character.toLowerCase(letter);
        }
        return letter == TSHEG_WITHOUT_BREAK ? TSHEG : letter;
    }

    static boolean tsheg(char letter) {
        return letter == TSHEG;
    }
}
