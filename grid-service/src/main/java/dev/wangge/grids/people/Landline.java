package dev.wangge.grids.people;

import java.util.regex.Pattern;

/** Landlines have an area code that begins with 0, which spreadsheets take away. */
final class Landline {
    /** Beijing, the cities with 02x, and the areas of three digits; not 400 and 800. */
    private static final Pattern WITHOUT_ZERO =
            Pattern.compile("10\\d{8}|2[0-57-9]\\d{8}|(?!400|800)[3-9]\\d{2}\\d{7,8}");

    private Landline() {}

    /** Whether a phone is an area code without its 0, and a number. */
    static boolean lostItsZero(String phone) {
        return WITHOUT_ZERO.matcher(phone.replaceAll("[ ()-]", "")).matches();
    }
}
