package dev.wangge.grids.duty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that decides who is on duty in one place.
 *
 * @param members of the posts and who may stand in for them, each with when they are valid; whoever
 *     is not among them serves nowhere
 * @param leaves of these members
 */
public record Roster(List<Post> posts, Map<String, Span> members, List<Away> leaves) {
    /** Who goes with the people comes first: grid duty follows them. */
    private static final List<String> ORDER =
            List.of(
                    "ESCORT",
                    "LEAD",
                    "FULL_TIME",
                    "PART_TIME",
                    "MICRO",
                    "LEADER",
                    "STAFF",
                    "TEAM_LEAD",
                    "TEAM_MEMBER",
                    "UNIT");

    /** The order in which roles are told. */
    public static int rank(String role) {
        int place = ORDER.indexOf(role);
        return place < 0 ? ORDER.size() : place;
    }

    /** Who is on duty at this time. */
    public Duty at(Instant now) {
        var found = new ArrayList<OnDuty>();
        for (var post : posts) {
            if (post.holds().holdsAt(now)) {
                serves(post, now).ifPresent(found::add);
            }
        }
        found.sort(
                Comparator.<OnDuty>comparingInt(it -> rank(it.role()))
                        .thenComparing(OnDuty::code)
                        .thenComparing(it -> it.standingInFor() == null ? "" : it.standingInFor()));
        var once = new LinkedHashMap<String, OnDuty>();
        found.forEach(it -> once.putIfAbsent(it.who() + ":" + it.code(), it));
        return new Duty(List.copyOf(once.values()), changesAfter(now));
    }

    private Optional<OnDuty> serves(Post post, Instant now) {
        if (post.who() != Who.MEMBER) {
            return Optional.of(
                    new OnDuty(post.who(), post.code(), post.role(), null, post.holds().until()));
        }
        return present(post.code(), now, post.holds().until(), new HashSet<>())
                .map(it ->
                        new OnDuty(
                                Who.MEMBER,
                                it.code(),
                                post.role(),
                                it.code().equals(post.code()) ? null : post.code(),
                                it.until()));
    }

    private record Present(String code, @Nullable Instant until) {}

    /** The member, or who stands in; nobody stands in for themselves in a circle. */
    private Optional<Present> present(
            String member, Instant now, @Nullable Instant until, Set<String> seen) {
        var valid = members.get(member);
        if (valid == null || !valid.holdsAt(now) || !seen.add(member)) {
            return Optional.empty();
        }
        var mine = leaves.stream().filter(leave -> leave.member().equals(member)).toList();
        var away =
                mine.stream()
                        .filter(leave -> leave.span().holdsAt(now))
                        .sorted(Comparator.comparing(Away::code))
                        .toList();
        if (away.isEmpty()) {
            var end = earlier(until, valid.until());
            for (var later : mine) {
                var from = later.span().from();
                end = from != null && from.isAfter(now) ? earlier(end, from) : end;
            }
            return Optional.of(new Present(member, end));
        }
        for (var leave : away) {
            if (leave.deputy() != null) {
                var standsIn =
                        present(
                                leave.deputy(),
                                now,
                                // Nobody stands in for who would not serve any more.
                                earlier(earlier(until, valid.until()), leave.span().until()),
                                seen);
                if (standsIn.isPresent()) {
                    return standsIn;
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** The next moment at which anything that was looked at begins or ends. */
    private @Nullable Instant changesAfter(Instant now) {
        var next = new ArrayList<Instant>();
        posts.forEach(post -> post.holds().ends(next::add));
        members.values().forEach(valid -> valid.ends(next::add));
        leaves.forEach(leave -> leave.span().ends(next::add));
        return next.stream().filter(now::isBefore).min(Comparator.naturalOrder()).orElse(null);
    }
}
