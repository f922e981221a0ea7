package dev.wangge.grids.directory;

import static java.util.stream.Collectors.groupingBy;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.duty.Away;
import dev.wangge.grids.duty.OnDuty;
import dev.wangge.grids.duty.Post;
import dev.wangge.grids.duty.Roster;
import dev.wangge.grids.duty.Span;
import dev.wangge.grids.duty.Who;
import dev.wangge.grids.place.Validity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads from the directory what decides who is on duty, for many places at once.
 *
 * <p>A SHIFT's state holds {@code role} (LEADER, STAFF), {@code from}, {@code until}, and one of
 * {@code member}, {@code unit} (codes) or {@code person} {code, language, sealedContact}; its place
 * is the division. A TEAM's holds {@code name} and {@code terms}, each with {@code from}, {@code
 * to} (days, both among them), {@code lead} and {@code members}, which are persons; its place is
 * the village. A LEAVE's holds {@code member}, {@code deputy}, {@code from}, {@code until}; its
 * place is the member's grid.
 */
@Component
public class Rosters {
    private static final int DEPUTIES_OF_DEPUTIES = 5;
    private static final Roster NOBODY = new Roster(List.of(), Map.of(), List.of());
    private final Directory directory;

    Rosters(Directory directory) {
        this.directory = directory;
    }

    /** Where a person's contact lies, and how to speak to them. */
    public record Person(String code, String language, String sealedContact) {
        public static Person of(Document stored) {
            return new Person(
                    stored.getString("code"),
                    stored.getString("language"),
                    stored.getString("sealedContact"));
        }
    }

    /**
     * What was read.
     *
     * @param members by code: those of the rosters, and who may stand in
     * @param units by code
     * @param persons by code
     */
    public record Read(
            Map<String, Roster> rosters,
            Map<String, Entry> members,
            Map<String, Entry> units,
            Map<String, Person> persons) {

        /** A place's; one without posts where there is none. */
        public Roster roster(String place) {
            return rosters.getOrDefault(place, NOBODY);
        }

        /** The language of somebody who was read; zh when they are not known. */
        public String language(OnDuty it) {
            return switch (it.who()) {
                case MEMBER -> language(members.get(it.code()));
                case UNIT -> language(units.get(it.code()));
                case PERSON -> {
                    var person = persons.get(it.code());
                    yield person == null ? "zh" : person.language();
                }
            };
        }

        private static String language(@Nullable Entry entry) {
            return entry == null ? "zh" : entry.text("language");
        }
    }

    /** The rosters of grids, as far as they matter from this time on. */
    public Read ofGrids(Collection<String> grids, Instant now) {
        return ofGrids(grids, now, Map.of());
    }

    /**
     * The same as if these members were stored already.
     *
     * @param wanted by code
     */
    public Read ofGrids(Collection<String> grids, Instant now, Map<String, Entry> wanted) {
        var posts = new HashMap<String, List<Post>>();
        var known = new HashMap<String, Entry>(wanted);
        Stream.concat(
                        directory.membersOf(grids).stream()
                                .filter(member -> !wanted.containsKey(member.code())),
                        wanted.values().stream().filter(member -> grids.contains(member.place())))
                .forEach(member -> {
                    known.put(member.code(), member);
                    posts.computeIfAbsent(member.place(), any -> new ArrayList<>())
                            .add(
                                    new Post(
                                            Who.MEMBER,
                                            member.code(),
                                            member.text("role"),
                                            Span.ALWAYS));
                });
        for (var assigned :
                directory.where(Kind.ASSIGNMENT, Filters.in("place", grids), notEndedBefore(now))) {
            posts.computeIfAbsent(assigned.place(), any -> new ArrayList<>())
                    .add(
                            new Post(
                                    Who.MEMBER,
                                    assigned.text("member"),
                                    assigned.text("role"),
                                    Span.of(assigned.state())));
        }
        return read(posts, known, Map.of(), Map.of(), now);
    }

    /** The rosters of divisions, by their 12 digits, as far as they matter from this time on. */
    public Read ofDivisions(Collection<String> divisions, Instant now) {
        var posts = new HashMap<String, List<Post>>();
        var persons = new HashMap<String, Person>();
        var units = new HashMap<String, Entry>();
        for (var unit : directory.where(Kind.UNIT, Filters.in("place", divisions))) {
            units.put(unit.code(), unit);
            posts.computeIfAbsent(unit.place(), any -> new ArrayList<>())
                    .add(new Post(Who.UNIT, unit.code(), "UNIT", Span.ALWAYS));
        }
        var shifts =
                directory.where(Kind.SHIFT, Filters.in("place", divisions), notEndedBefore(now));
        var foreign = shifts.stream().map(shift -> shift.text("unit")).toList();
        units.putAll(
                directory.find(Kind.UNIT, foreign.stream().filter(u -> !u.isEmpty()).toList()));
        for (var shift : shifts) {
            post(shift, units.keySet(), persons)
                    .ifPresent(post ->
                            posts.computeIfAbsent(shift.place(), any -> new ArrayList<>())
                                    .add(post));
        }
        for (var team : directory.where(Kind.TEAM, Filters.in("place", divisions))) {
            posts.computeIfAbsent(team.place(), any -> new ArrayList<>())
                    .addAll(posts(team, persons));
        }
        return read(posts, new HashMap<>(), units, persons, now);
    }

    private static java.util.Optional<Post> post(
            Entry shift, Set<String> units, Map<String, Person> persons) {
        var span = Span.of(shift.state());
        var role = shift.text("role");
        if (!shift.text("member").isEmpty()) {
            return java.util.Optional.of(new Post(Who.MEMBER, shift.text("member"), role, span));
        }
        if (!shift.text("unit").isEmpty()) {
            return units.contains(shift.text("unit"))
                    ? java.util.Optional.of(new Post(Who.UNIT, shift.text("unit"), role, span))
                    : java.util.Optional.empty();
        }
        var person = Person.of(shift.state().get("person", Document.class));
        persons.put(person.code(), person);
        return java.util.Optional.of(new Post(Who.PERSON, person.code(), role, span));
    }

    private static List<Post> posts(Entry team, Map<String, Person> persons) {
        var posts = new ArrayList<Post>();
        for (var term : team.state().getList("terms", Document.class, List.of())) {
            var span = Span.of(Validity.parse(term.getString("from"), term.getString("to")));
            var lead = Person.of(term.get("lead", Document.class));
            persons.put(lead.code(), lead);
            posts.add(new Post(Who.PERSON, lead.code(), "TEAM_LEAD", span));
            for (var stored : term.getList("members", Document.class, List.of())) {
                var person = Person.of(stored);
                persons.put(person.code(), person);
                posts.add(new Post(Who.PERSON, person.code(), "TEAM_MEMBER", span));
            }
        }
        return posts;
    }

    private Read read(
            Map<String, List<Post>> posts,
            Map<String, Entry> known,
            Map<String, Entry> units,
            Map<String, Person> persons,
            Instant now) {
        var served = new LinkedHashSet<String>();
        posts.values()
                .forEach(all ->
                        all.stream()
                                .filter(post -> post.who() == Who.MEMBER)
                                .forEach(post -> served.add(post.code())));
        var leaves = leaves(served, known, now);
        var rosters = new HashMap<String, Roster>();
        posts.forEach((place, all) -> rosters.put(place, roster(all, known, leaves)));
        return new Read(rosters, known, units, persons);
    }

    /**
     * Leaves of these members, of who stands in for them, and so on; their entries become known.
     */
    private Map<String, List<Away>> leaves(
            Set<String> members, Map<String, Entry> known, Instant now) {
        var leaves = new HashMap<String, List<Away>>();
        Set<String> next = members;
        for (int i = 0; i < DEPUTIES_OF_DEPUTIES && !next.isEmpty(); i++) {
            var unknown = next.stream().filter(code -> !known.containsKey(code)).toList();
            known.putAll(directory.find(Kind.MEMBER, unknown));
            var found = new ArrayList<Away>();
            for (var leave :
                    directory.where(
                            Kind.LEAVE, Filters.in("state.member", next), notEndedBefore(now))) {
                found.add(
                        new Away(
                                leave.code(),
                                leave.text("member"),
                                leave.state().getString("deputy"),
                                Span.of(leave.state())));
            }
            leaves.putAll(found.stream().collect(groupingBy(Away::member)));
            var deputies = new HashSet<String>();
            found.forEach(leave -> {
                var deputy = leave.deputy();
                if (deputy != null && !leaves.containsKey(deputy)) {
                    deputies.add(deputy);
                }
            });
            next = deputies;
        }
        return leaves;
    }

    /** With those only who matter to these posts: time changes nothing else there. */
    private static Roster roster(
            List<Post> posts, Map<String, Entry> known, Map<String, List<Away>> leaves) {
        var spans = new HashMap<String, Span>();
        var mine = new ArrayList<Away>();
        var next = new ArrayList<String>();
        posts.stream().filter(post -> post.who() == Who.MEMBER).forEach(it -> next.add(it.code()));
        while (!next.isEmpty()) {
            var member = next.removeLast();
            var entry = known.get(member);
            if (entry == null || spans.containsKey(member)) {
                continue;
            }
            spans.put(member, Span.of(Validity.of(entry.state())));
            for (var leave : leaves.getOrDefault(member, List.of())) {
                mine.add(leave);
                if (leave.deputy() != null) {
                    next.add(leave.deputy());
                }
            }
        }
        return new Roster(List.copyOf(posts), spans, mine);
    }

    /**
     * Has no end, or a later one. To the second: texts of one second do not sort by their
     * fractions.
     */
    public static Bson notEndedBefore(Instant now) {
        var second = now.truncatedTo(ChronoUnit.SECONDS).toString().substring(0, 19);
        return Filters.or(Filters.exists("state.until", false), Filters.gte("state.until", second));
    }
}
