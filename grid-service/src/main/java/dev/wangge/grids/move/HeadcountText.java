package dev.wangge.grids.move;

import dev.wangge.grids.move.Headcount.AtLeast;
import dev.wangge.grids.move.Headcount.Exactly;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads a headcount as reports spell it: {@code 1400}, {@code 1,400头}, {@code 一千四百}, {@code 1.4千},
 * and, as “at least”, {@code 1400余头}, {@code 千余}, {@code 30多万}, {@code ≥1,400}, {@code 至少1400},
 * {@code 1400以上}, {@code 逾1400}.
 *
 * <p>What only comes near a number is refused: {@code 近1400}, {@code 约1400} and {@code 1400左右} may
 * mean fewer, {@code 几百} means no number, and whoever is to be held to a count has to say one.
 */
final class HeadcountText {
    private static final Pattern VAGUE =
            Pattern.compile("近|约|差不多|左右|上下|来|几|数|不到|不足|至多|最多|不超过|[<≤~≈]|大概|估计|about|some");
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?<least>≥|>=|≧|⩾|至少|不少于|不低于|最少|起码|逾|超过|atleast)?"
                            + "(?<number>[0-9.,零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟萬兩]+)"
                            + "(?<more>余|多|有余|\\+)?"
                            + "(?<times>[十百千万])?"
                            + "[(]?(?:[头只匹峰口条](?:[、,/()]*[头只匹峰口条])*[)]?)?(?:牲畜|牲口|牛羊|牦牛|羊|牛|马)?"
                            + "(?<above>以上|及以上|有余|余|多|\\+)?");

    private HeadcountText() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException saying why it cannot be read
     */
    static Headcount parse(String text) {
        var plain =
                Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .replaceAll("\\s", "")
                        .toLowerCase(Locale.ROOT);
        if (VAGUE.matcher(plain).find()) {
            throw new IllegalArgumentException(
                    "Neither a count nor the least there are; say 1400, or 至少1400: " + text);
        }
        var read = SHAPE.matcher(plain);
        if (!read.matches() || (read.group("times") != null && read.group("more") == null)) {
            throw new IllegalArgumentException("Not a number of head: " + text);
        }
        long count = number(read.group("number"), text) * unit(read.group("times"));
        if (count > Headcount.MOST) {
            throw new IllegalArgumentException("More than there can be: " + text);
        }
        return read.group("least") == null
                        && read.group("more") == null
                        && read.group("above") == null
                ? new Exactly((int) count)
                : new AtLeast((int) count);
    }

    private static long unit(@org.jspecify.annotations.Nullable String times) {
        return times == null ? 1 : Numerals.unit(times.charAt(0));
    }

    private static long number(String spelled, String text) {
        try {
            if (spelled.matches("\\d{1,3}(,\\d{3})+|\\d{1,9}")) {
                return Long.parseLong(spelled.replace(",", ""));
            }
            if (spelled.matches("\\d{1,5}\\.\\d{1,4}[百千万萬佰仟]")) {
                return new BigDecimal(spelled.substring(0, spelled.length() - 1))
                        .multiply(
                                BigDecimal.valueOf(
                                        Numerals.unit(spelled.charAt(spelled.length() - 1))))
                        .longValueExact();
            }
            return Numerals.read(spelled);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("Not a number of head: " + text, e);
        }
    }
}
