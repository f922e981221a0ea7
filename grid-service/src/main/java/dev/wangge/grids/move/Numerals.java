package dev.wangge.grids.move;

/** Chinese numerals up to 万, also mixed with digits: 一千四百, 壹仟肆佰, 1千4百, 一千四, 一四〇〇. */
final class Numerals {
    private static final String DIGITS = "〇一二三四五六七八九";
    private static final String FORMAL = "零壹贰叁肆伍陆柒捌玖";

    private final String text;
    private int at;

    private Numerals(String text) {
        this.text = text;
    }

    /**
     * Reads one.
     *
     * @throws NumberFormatException when it is none
     */
    static long read(String text) {
        if (text.codePoints().allMatch(c -> digit((char) c) >= 0)) {
            return Long.parseLong(
                    text.chars()
                            .mapToObj(c -> String.valueOf(digit((char) c)))
                            .collect(java.util.stream.Collectors.joining()));
        }
        var it = new Numerals(text);
        int split = Math.max(text.indexOf('万'), text.indexOf('萬'));
        if (split < 0) {
            return it.section(text.length(), false);
        }
        long high = split == 0 ? 1 : it.section(split, false);
        it.at = split + 1;
        return high * 10_000 + it.section(text.length(), true);
    }

    /** Ten, a hundred, a thousand, ten thousand; 0 for what is no unit. */
    static long unit(char c) {
        return switch (c) {
            case '十', '拾' -> 10;
            case '百', '佰' -> 100;
            case '千', '仟' -> 1_000;
            case '万', '萬' -> 10_000;
            default -> 0;
        };
    }

    /**
     * What lies before {@code end}: units only get smaller, and a last digit without one counts the
     * next smaller unit, as 一千四 is 1,400; unless 零 says that it does not: 一千零四.
     */
    private long section(int end, boolean afterTenThousands) {
        long sum = 0;
        long last = 10_000;
        boolean gap = false;
        while (at < end) {
            gap = skipZeros(end) || gap;
            if (at == end) {
                break;
            }
            long digits = digits(end);
            long unit = at < end ? unit(text.charAt(at)) : 0;
            if (unit == 0) {
                if (at < end || digits < 0) {
                    throw new NumberFormatException(text);
                }
                boolean shortened =
                        !gap && digits < 10 && last > 10 && (sum > 0 || afterTenThousands);
                return sum + (shortened ? digits * last / 10 : rest(digits, last));
            }
            if (unit >= last) {
                throw new NumberFormatException(text);
            }
            sum += (digits < 0 ? bare(sum, unit, gap) : rest(digits, 10)) * unit;
            last = unit;
            gap = false;
            at++;
        }
        return sum;
    }

    /** 千余 is a thousand and more, 十二 is twelve; but 一千百 is nothing. */
    private long bare(long sum, long unit, boolean gap) {
        if ((sum != 0 && unit != 10) || (gap && sum == 0)) {
            throw new NumberFormatException(text);
        }
        return 1;
    }

    private long rest(long digits, long below) {
        if (digits >= below) {
            throw new NumberFormatException(text);
        }
        return digits;
    }

    private boolean skipZeros(int end) {
        int from = at;
        while (at < end && (text.charAt(at) == '零' || text.charAt(at) == '〇')) {
            at++;
        }
        return at > from;
    }

    /** The digits here; -1 when there are none. */
    private long digits(int end) {
        long value = -1;
        while (at < end && digit(text.charAt(at)) >= 0) {
            if (value > 100_000) {
                throw new NumberFormatException(text);
            }
            value = Math.max(value, 0) * 10 + digit(text.charAt(at++));
        }
        return value;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c == '两' || c == '兩') {
            return 2;
        }
        return Math.max(DIGITS.indexOf(c), FORMAL.indexOf(c));
    }
}
