package dev.wangge.cases.watch;

import dev.wangge.platform.event.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Up to where somebody was told of changes: all before a time, and of those after it some. A change
 * has its time before it is stored, so one that is younger than that may come after a later one.
 *
 * @param upTo all changes before this were told
 * @param told marks of those at or after it that were told, too
 */
record Place(Instant upTo, Set<String> told) {
    /** Of more the oldest are left out, and may be told twice. */
    private static final int MOST = 200;

    private static final int DIGITS = 8;
    private static final Pattern SPELLED =
            Pattern.compile("(\\d{1,15})((?:\\.[0-9a-f]{%d}){0,%d})".formatted(DIGITS, MOST));

    Place {
        told = Set.copyOf(told);
    }

    /**
     * Up to there.
     *
     * @param told in the order in which they were told
     */
    static Place of(Instant upTo, Collection<String> told) {
        var some = List.copyOf(told);
        return new Place(
                upTo,
                new LinkedHashSet<>(some.subList(Math.max(0, some.size() - MOST), some.size())));
    }

    /** By what one change is known again. */
    static String mark(String id, long version) {
        return Ids.sha256((id + "/" + version).getBytes(StandardCharsets.US_ASCII))
                .substring(0, DIGITS);
    }

    /** Empty for what was never one of ours. */
    static Optional<Place> read(String spelled) {
        var matcher = SPELLED.matcher(spelled);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var marks = matcher.group(2);
        return Optional.of(
                new Place(
                        Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
                        marks.isEmpty()
                                ? Set.of()
                                : new LinkedHashSet<>(
                                        List.of(marks.substring(1).split("\\.", -1)))));
    }

    /** As a client gets it. */
    String spelled() {
        var spelled = new StringBuilder().append(upTo.toEpochMilli());
        told.stream().sorted().forEach(mark -> spelled.append('.').append(mark));
        return spelled.toString();
    }
}
