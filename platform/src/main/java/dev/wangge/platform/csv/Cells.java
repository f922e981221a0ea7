package dev.wangge.platform.csv;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a cell of a table says, without what spreadsheets and copying leave around it. */
final class Cells {
    private static final Pattern FORMULA = Pattern.compile("=\"(.*)\"");
    private static final Pattern WITH_FRACTION = Pattern.compile("(\\d{6,})\\.0+");
    private static final Pattern WITH_COMMAS = Pattern.compile("\\d{1,3}(,\\d{3}){2,}");
    private static final Pattern SCIENTIFIC = Pattern.compile("\\d(\\.\\d+)?[eE]\\+\\d+");
    private static final int FULL_WIDTH = 0xFF01 - '!';

    private Cells() {}

    /** Words: without spaces of any kind around them, nor what has no width. */
    static String words(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isNothing(cell.charAt(from))) {
            from++;
        }
        while (from < to && isNothing(cell.charAt(to - 1))) {
            to--;
        }
        // Two of the three stand inside names where somebody copied them from a page.
        return cell.substring(from, to).replaceAll("[\uFEFF\u200B\u2060]", "");
    }

    private static boolean isNothing(char c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }

    /** What is no words: the same in half width. */
    static String plain(String cell) {
        var plain = new StringBuilder();
        words(cell)
                .chars()
                .map(c -> c >= 0xFF01 && c <= 0xFF5E ? c - FULL_WIDTH : c)
                .forEach(c -> plain.append((char) c));
        return plain.toString();
    }

    /** A code or a phone, which spreadsheets take for a number. */
    static String number(String cell) {
        var number = plain(cell);
        var formula = FORMULA.matcher(number);
        if (formula.matches()) {
            number = formula.group(1).strip();
        }
        // An apostrophe tells a spreadsheet that this is text.
        if (number.length() > 1
                && "'\u2018\u2019`".indexOf(number.charAt(0)) >= 0
                && !number.startsWith("'", 1)) {
            number = number.substring(1);
        }
        var fraction = WITH_FRACTION.matcher(number);
        if (fraction.matches()) {
            return fraction.group(1);
        }
        return WITH_COMMAS.matcher(number).matches() ? number.replace(",", "") : number;
    }

    /** Whether digits were lost: 540328101201 was shown as 5.40328E+11, and saved so. */
    static boolean isScientific(String cell) {
        return SCIENTIFIC.matcher(cell).matches();
    }

    /** What no cell may hold, by its code; empty when it is text. */
    static Optional<String> wrong(String cell) {
        @Nullable String wrong = null;
        for (int i = 0; i < cell.length(); i++) {
            int c = cell.codePointAt(i);
            if (Character.isISOControl(c)) {
                wrong = "control-character";
            } else if (c == 0xFFFD) {
                return Optional.of("charset");
            } else if (Character.getType(c) == Character.SURROGATE || (c & 0xFFFE) == 0xFFFE) {
                wrong = "control-character";
            }
            i += Character.charCount(c) - 1;
        }
        return Optional.ofNullable(wrong);
    }

    /** For a message: short, and without what cannot be shown. */
    static String shown(String cell) {
        var short_ = cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
        return short_.replaceAll("[\\p{Cntrl}\uFFFD]", "?");
    }
}
