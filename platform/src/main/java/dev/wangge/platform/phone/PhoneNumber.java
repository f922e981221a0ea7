package dev.wangge.platform.phone;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone, however it was written: {@code １３８ ００００ ００００}, {@code +86(0)138-0000-0000} and {@code
 * 013800000000} are the one that people dial as 13800000000.
 *
 * @param digits as dialled within China: 11 of a mobile, area code and number of a landline; of any
 *     other 5 to 15, without the 00 of a call abroad
 * @param isMobile of the mainland: only such a one gets an SMS
 */
public record PhoneNumber(String digits, boolean isMobile) {
    /** What is read of a field that somebody filled with more than a phone. */
    public static final int LONGEST_FIELD = 500;

    /** The country may stand before it, and so may the 0 that only landlines need. */
    private static final Pattern MOBILE = Pattern.compile("(?:(?:00)?86)?0?(1[3-9]\\d{9})");

    private static final Pattern LANDLINE = Pattern.compile("(?:00)?860?([1-9]\\d{1,2}\\d{7,8})");
    private static final Pattern WITH_AREA = Pattern.compile("0[1-9]\\d{1,2}\\d{7,8}");
    private static final Pattern OTHER = Pattern.compile("\\d{5,15}");

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /** 00 86 (0) 199 0000 0023, and some more. */
    private static final int MOST_GROUPS = 8;

    /** Between the digits of one number. */
    private static final Pattern SPACING = Pattern.compile("[\\s().·‐-―-]+");

    /** Between two numbers, or before an extension. */
    private static final Pattern APART = Pattern.compile("[^\\d\\s().·‐-―+-]+");

    /**
     * The first mobile in a text; where it has none, the first landline; where it has none, the
     * first other number that could be dialled.
     */
    public static Optional<PhoneNumber> firstIn(String text) {
        var read = plain(text.substring(0, Math.min(text.length(), LONGEST_FIELD)));
        var runs = new ArrayList<List<String>>();
        for (var run : APART.split(read, -1)) {
            for (var one : run.split("(?=\\+)", -1)) {
                var groups = groups(one);
                if (!groups.isEmpty()) {
                    runs.add(groups);
                }
            }
        }
        return first(runs, PhoneNumber::mobile)
                .or(() -> first(runs, PhoneNumber::landline))
                .or(() -> first(runs, PhoneNumber::other));
    }

    /** Its first three and last four digits; of a short one the last two. */
    public String masked() {
        return digits.length() < 8
                ? "****" + digits.substring(digits.length() - 2)
                : digits.substring(0, 3) + "****" + digits.substring(digits.length() - 4);
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "PhoneNumber";
    }

    /** The digits of any script as ours: １９９, ༡༩༩. */
    private static String plain(String text) {
        var visible =
                INVISIBLE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
        return visible.codePoints()
                .map(letter ->
                        Character.isDigit(letter) ? '0' + Character.digit(letter, 10) : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private interface Reading {
        Optional<PhoneNumber> read(String digits);
    }

    private static List<String> groups(String run) {
        var groups = new ArrayList<String>();
        for (var group : SPACING.split(run.replace("+", " "), -1)) {
            if (!group.isEmpty()) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** Neighbouring groups of digits may be one number: the longest that is one. */
    private static Optional<PhoneNumber> first(List<List<String>> runs, Reading reading) {
        for (var groups : runs) {
            for (int from = 0; from < groups.size(); from++) {
                for (int to = Math.min(groups.size(), from + MOST_GROUPS); to > from; to--) {
                    var read = reading.read(String.join("", groups.subList(from, to)));
                    if (read.isPresent()) {
                        return read;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<PhoneNumber> mobile(String digits) {
        var mobile = MOBILE.matcher(digits);
        if (mobile.matches()) {
            return Optional.of(new PhoneNumber(mobile.group(1), true));
        }
        // Two written together.
        return digits.length() == 22 && mobile(digits.substring(11)).isPresent()
                ? mobile(digits.substring(0, 11))
                : Optional.empty();
    }

    private static Optional<PhoneNumber> landline(String digits) {
        if (WITH_AREA.matcher(digits).matches()) {
            return Optional.of(new PhoneNumber(digits, false));
        }
        var abroad = LANDLINE.matcher(digits);
        return (digits.startsWith("86") || digits.startsWith("0086")) && abroad.matches()
                ? Optional.of(new PhoneNumber("0" + abroad.group(1), false))
                : Optional.empty();
    }

    private static Optional<PhoneNumber> other(String digits) {
        var dialled = digits.startsWith("00") ? digits.substring(2) : digits;
        return OTHER.matcher(dialled).matches()
                ? Optional.of(new PhoneNumber(dialled, false))
                : Optional.empty();
    }
}
