package dev.wangge.platform.log;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last line of defence: whatever a library or an exception puts into a line, tokens, links,
 * callback secrets, phones and names are blotted out of it. Our own lines do not rely on it: they
 * name routes by their pattern and people by their codes.
 */
final class Redaction {
    private static final String BLOT = "…";

    /** Shorter ones are words that may stand anywhere. */
    private static final int SECRET = 8;

    private static final List<Rule> SHAPES =
            List.of(
                    // Compact JWTs.
                    new Rule("\\beyJ[\\w-]{8,}(?:\\.[\\w-]*){0,4}", BLOT),
                    new Rule("(?i)\\b(Bearer|Basic)\\s+[\\w.~+/=-]{6,}", "$1 " + BLOT),
                    // user:password@host.
                    new Rule("(://[^/\\s:@]*:)[^/\\s@]+@", "$1" + BLOT + "@"),
                    // What signed and short links grant, and the callback's secret; not the
                    // patterns.
                    new Rule("/([laz])/(?!\\*\\*)[^\\s\"'<>\\[\\](){},;]+", "/$1/" + BLOT),
                    new Rule(
                            "/callbacks/(?!\\*\\*|[\\w-]+/\\{)[^\\s\"'<>\\[\\](){},;]+",
                            "/callbacks/" + BLOT),
                    new Rule(
                            "(?i)((?:token|secret|password|signature|ticket|phone|phones|phonenumbers?|mobile|touser|wecomid)=)[^\\s&\"',;)}\\]]+",
                            "$1" + BLOT),
                    new Rule(
                            "(?i)(\"[\\w-]*(?:token|secret|password|signature|ticket|phone|phones|phone_?numbers?|mobile|touser|invaliduser|wecomid|name|content|title|description|comment|text)\"\\s*:\\s*\")[^\"]*",
                            "$1" + BLOT),
                    // What Boot prints of a setting that it cannot bind.
                    new Rule(
                            "(?i)(Property: \\S*(?:secret|token|password|key)\\s+Value: )\"[^\"\\n]*\"",
                            "$1" + BLOT),
                    // What MongoDB says of a key that exists.
                    new Rule("(dup key: )\\{[^}]*}?", "$1" + BLOT),
                    // Payload and signature of a link without its path.
                    new Rule(
                            "(?<![\\w-])(?=[\\w-]*\\d)(?=[\\w-]*[a-z])(?=[\\w-]*[A-Z])[\\w-]{64,}",
                            BLOT),
                    // Mobile and fixed numbers; ids and times have more digits, or letters.
                    new Rule(
                            "(?<!\\p{Alnum})(?<!\\p{XDigit}-)(?<!\\d\\.)(?:(?:\\+|00)?86[- ]?)?1[3-9]\\d(?:[- ]?\\d{4}){2}(?!\\p{Alnum})(?!-\\p{XDigit}{4})",
                            BLOT),
                    new Rule("(?<![\\w.:-])0\\d{2,3}[- ]?\\d{7,8}(?![\\w-])", BLOT),
                    // We write English; in these scripts only people and callers do.
                    new Rule("[\\p{IsHan}\\p{IsTibetan}\uFF10-\uFF19]+", BLOT));

    private static final Pattern QUOTED =
            Pattern.compile("\".*\"|'[^']*'|(?<=For input string: ).*|(?<= at index \\d{1,9}: ).*");

    private static volatile List<String> secrets = List.of();

    private record Rule(Pattern shape, String instead) {
        Rule(String shape, String instead) {
            this(Pattern.compile(shape), instead);
        }

        String apply(String text) {
            return shape.matcher(text).replaceAll(instead);
        }
    }

    private Redaction() {}

    /** From now on these very values are in no line. */
    static synchronized void hide(Collection<String> values) {
        // The longest first: one may stand in another.
        Set<String> all =
                new TreeSet<>(
                        Comparator.comparingInt(String::length)
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()));
        all.addAll(secrets);
        values.stream()
                // The encoding in front of a client's secret is no secret.
                .flatMap(value -> Stream.of(value, value.replaceFirst("^\\{[\\w@]+}", "")))
                .map(String::strip)
                .filter(value -> value.length() >= SECRET)
                .forEach(all::add);
        secrets = List.copyOf(all);
    }

    /** A line without what must not be in it. */
    static String of(String text) {
        var line = text;
        for (var secret : secrets) {
            line = line.replace(secret, BLOT);
        }
        for (var shape : SHAPES) {
            line = shape.apply(line);
        }
        return line;
    }

    /** The same of what others report: what they quote is the caller's. */
    static String ofQuoting(String text) {
        return of(QUOTED.matcher(text).replaceAll("'" + BLOT + "'"));
    }
}
