package dev.wangge.grids.grid;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.duty.Span;
import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who and what lies in a grid: its members, who else serves there, and the households. */
@Component
class Occupants {
    private static final Set<Kind> OF_GRIDS =
            EnumSet.of(Kind.MEMBER, Kind.ASSIGNMENT, Kind.LEAVE, Kind.SHIFT, Kind.HOUSEHOLD);
    private static final int PAGE = 200;
    private final Directory directory;

    Occupants(Directory directory) {
        this.directory = directory;
    }

    List<Entry> of(String grid) {
        var all = new ArrayList<Entry>();
        for (var kind : OF_GRIDS) {
            var asked = new Asked(PAGE, null);
            while (true) {
                var page =
                        directory.list(
                                kind,
                                List.of(grid),
                                List.of(Filters.eq("place", grid)),
                                asked,
                                found -> found);
                all.addAll(page.items());
                if (page.next() == null) {
                    break;
                }
                asked = Asked.of(PAGE, page.next());
            }
        }
        return all;
    }

    /** Codes of those who serve there. */
    List<String> serving(Entry grid) {
        var serving =
                new ArrayList<>(
                        directory.membersOf(List.of(grid.code())).stream()
                                .map(Entry::code)
                                .toList());
        grid.duty().stream().filter(one -> !serving.contains(one)).forEach(serving::add);
        return serving;
    }

    /** Codes of those who are to serve there beyond a day. */
    List<String> servingAfter(Entry grid, LocalDate day) {
        return after(of(grid.code()), day);
    }

    /** Of these, those with a last day beyond which somebody is to serve there, and who. */
    Map<Entry, List<String>> servingBeyond(List<Entry> grids) {
        var ending = grids.stream().filter(grid -> Validity.of(grid.state()).to() != null).toList();
        var codes = ending.stream().map(Entry::code).toList();
        var there =
                Stream.concat(
                                directory.membersOf(codes).stream(),
                                directory
                                        .where(Kind.ASSIGNMENT, Filters.in("place", codes))
                                        .stream())
                        .collect(Collectors.groupingBy(Entry::place));
        var serving = new LinkedHashMap<Entry, List<String>>();
        for (var grid : ending) {
            var last = Objects.requireNonNull(Validity.of(grid.state()).to());
            var members = after(there.getOrDefault(grid.code(), List.of()), last);
            if (!members.isEmpty()) {
                serving.put(grid, members);
            }
        }
        return serving;
    }

    private static List<String> after(List<Entry> some, LocalDate day) {
        var beyond = new Span(Span.midnight(day.plusDays(1)), null);
        return some.stream()
                .filter(one -> one.kind() == Kind.MEMBER || one.kind() == Kind.ASSIGNMENT)
                .filter(one -> span(one).overlaps(beyond))
                .map(one -> one.kind() == Kind.MEMBER ? one.code() : one.text("member"))
                .distinct()
                .toList();
    }

    private static Span span(Entry one) {
        return one.kind() == Kind.MEMBER ? Span.of(Validity.of(one.state())) : Span.of(one.state());
    }

    /** Moves all of them, as the mapping of members says, or else to the first. */
    void move(String from, Map<String, String> members, String first, String by) {
        for (var one : of(from)) {
            var member = one.kind() == Kind.MEMBER ? one.code() : one.text("member");
            var to = members.getOrDefault(member, first);
            // Somebody changed it meanwhile: it is looked at again, where it is now.
            var present = Optional.of(one);
            while (present.isPresent()
                    && present.get().place().equals(from)
                    && !directory.replace(moved(present.get(), to), present.get(), by)) {
                present = directory.find(one.kind(), one.code());
            }
        }
    }

    private static Entry moved(Entry one, String to) {
        return new Entry(
                one.kind(),
                one.code(),
                to,
                one.state(),
                one.geometry(),
                one.duty(),
                one.version(),
                one.former());
    }
}
