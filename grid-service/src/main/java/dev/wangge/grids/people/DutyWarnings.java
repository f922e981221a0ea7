package dev.wangge.grids.people;

import static java.util.stream.Collectors.groupingBy;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Rosters;
import dev.wangge.grids.duty.OfMove;
import dev.wangge.grids.duty.Span;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What is odd about assignments and leaves that have not ended: derived from them when asked, and
 * stored nowhere.
 */
@Component
public class DutyWarnings {
    private final Directory directory;
    private final Clock clock;

    DutyWarnings(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Warnings about these members. */
    List<DutyWarning> of(Collection<String> members) {
        var current = Rosters.notEndedBefore(clock.instant());
        var theirs = Filters.in("state.member", members);
        var found = new ArrayList<Entry>(directory.where(Kind.ASSIGNMENT, theirs, current));
        found.addAll(directory.where(Kind.LEAVE, theirs, current));
        return about(found).stream().flatMap(Optional::stream).toList();
    }

    /** For each of these assignments and leaves the warning about it, if there is one. */
    public List<Optional<DutyWarning>> about(List<Entry> entries) {
        var assigned = of(entries, Kind.ASSIGNMENT, "member", Kind.ASSIGNMENT);
        var deputies = of(entries, Kind.LEAVE, "deputy", Kind.LEAVE);
        return entries.stream()
                .map(entry ->
                        entry.kind() == Kind.ASSIGNMENT
                                ? overlap(entry, assigned)
                                : away(entry, deputies))
                .toList();
    }

    /** Current entries of a kind by the members whom the given ones name in a field. */
    private Map<String, List<Entry>> of(
            List<Entry> entries, Kind namedBy, String field, Kind wanted) {
        var members =
                entries.stream()
                        .filter(entry -> entry.kind() == namedBy)
                        .map(entry -> entry.text(field))
                        .filter(code -> !code.isEmpty())
                        .distinct()
                        .toList();
        if (members.isEmpty()) {
            return Map.of();
        }
        return directory
                .where(
                        wanted,
                        Filters.in("state.member", members),
                        Rosters.notEndedBefore(clock.instant()))
                .stream()
                .collect(groupingBy(entry -> entry.text("member")));
    }

    /** Told once for two that overlap: about the one with the higher code. */
    private static Optional<DutyWarning> overlap(Entry entry, Map<String, List<Entry>> byMember) {
        var span = Span.of(entry.state());
        var others =
                byMember.getOrDefault(entry.text("member"), List.of()).stream()
                        .filter(other -> other.code().compareTo(entry.code()) < 0)
                        .filter(other -> Span.of(other.state()).overlaps(span))
                        .filter(other -> !isOfOneMove(entry, other))
                        .map(Entry::code)
                        .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        var codes = new ArrayList<>(others);
        codes.add(entry.code());
        return Optional.of(warning("OVERLAPPING_ASSIGNMENTS", entry, codes));
    }

    /** An escort serves where the people leave and where they go, both at once. */
    private static boolean isOfOneMove(Entry one, Entry other) {
        var move = OfMove.move(one.state());
        return move.isPresent() && move.equals(OfMove.move(other.state()));
    }

    private static Optional<DutyWarning> away(Entry leave, Map<String, List<Entry>> byDeputy) {
        var deputy = leave.state().getString("deputy");
        if (deputy == null) {
            return Optional.of(warning("AWAY_WITHOUT_DEPUTY", leave, List.of(leave.code())));
        }
        var span = Span.of(leave.state());
        return byDeputy.getOrDefault(deputy, List.of()).stream()
                .filter(other -> Span.of(other.state()).overlaps(span))
                .findFirst()
                .map(other -> warning("DEPUTY_AWAY", leave, List.of(leave.code(), other.code())));
    }

    private static DutyWarning warning(String kind, Entry entry, List<String> codes) {
        return new DutyWarning(
                kind,
                entry.text("member"),
                entry.place(),
                codes,
                Objects.requireNonNullElse(entry.state().getString("from"), ""));
    }
}
