package dev.wangge.simulator.wall;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Under which key a phone or an account is found: 13912345678 and +8613912345678 are one phone. */
public final class Recipient {

    private static final Pattern MAINLAND = Pattern.compile("(?:\\+|00)?86(1\\d{10})");

    private Recipient() {}

    public static String key(String to) {
        String plain = to.strip();
        Matcher mainland = MAINLAND.matcher(plain);
        return mainland.matches() ? mainland.group(1) : plain.toLowerCase(Locale.ROOT);
    }
}
