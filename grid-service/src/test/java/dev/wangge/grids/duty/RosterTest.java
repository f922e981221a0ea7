package dev.wangge.grids.duty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.place.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final Instant NOON = Instant.parse("2026-07-01T04:00:00Z");
    private static final Span NEVER = new Span(null, Instant.MIN.plusSeconds(1));
    private static final Instant MONDAY = Instant.parse("2026-07-06T00:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-07-10T00:00:00Z");

    @Test
    void anEscortComesFirstThenTheLeadThenByCode() {
        var roster =
                roster(
                        List.of(
                                post("M-3", "MICRO"),
                                post("M-2", "FULL_TIME"),
                                post("M-1", "FULL_TIME"),
                                post("M-4", "LEAD"),
                                post("M-5", "ESCORT")));

        assertThat(codes(roster, NOON)).containsExactly("M-5", "M-4", "M-1", "M-2", "M-3");
        assertThat(roster.at(NOON).changesAt()).isNull();
    }

    @Test
    void aDeputyTakesThePlaceOfWhoIsAwayUntilTheyAreBack() {
        var roster =
                new Roster(
                        List.of(post("M-1", "LEAD"), post("M-2", "MICRO")),
                        Map.of("M-1", Span.ALWAYS, "M-2", Span.ALWAYS, "M-9", Span.ALWAYS),
                        List.of(leave("M-1", "M-9", MONDAY, FRIDAY)));

        assertThat(roster.at(NOON))
                .isEqualTo(
                        new Duty(
                                List.of(
                                        new OnDuty(Who.MEMBER, "M-1", "LEAD", null, MONDAY),
                                        new OnDuty(Who.MEMBER, "M-2", "MICRO", null, null)),
                                MONDAY));
        assertThat(roster.at(MONDAY).onDuty())
                .containsExactly(
                        new OnDuty(Who.MEMBER, "M-9", "LEAD", "M-1", FRIDAY),
                        new OnDuty(Who.MEMBER, "M-2", "MICRO", null, null));
        assertThat(roster.at(MONDAY).changesAt()).isEqualTo(FRIDAY);
        assertThat(codes(roster, FRIDAY)).containsExactly("M-1", "M-2");
    }

    @Test
    void whoStandsInServesOnceAndNobodyStandsInInACircle() {
        var all = Map.of("M-1", Span.ALWAYS, "M-2", Span.ALWAYS);
        var posts = List.of(post("M-1", "LEAD"), post("M-2", "MICRO"));

        var standsIn = new Roster(posts, all, List.of(leave("M-1", "M-2", MONDAY, FRIDAY)));
        assertThat(standsIn.at(MONDAY).onDuty())
                .containsExactly(new OnDuty(Who.MEMBER, "M-2", "LEAD", "M-1", FRIDAY));

        var circle =
                new Roster(
                        posts,
                        all,
                        List.of(
                                leave("M-1", "M-2", MONDAY, FRIDAY),
                                leave("M-2", "M-1", MONDAY, FRIDAY)));
        assertThat(codes(circle, MONDAY)).isEmpty();
    }

    @Test
    void whoStandsInForTwoIsToldForTheFirstByCode() {
        var all = Map.of("M-1", Span.ALWAYS, "M-2", Span.ALWAYS, "M-9", Span.ALWAYS);
        var leaves =
                List.of(leave("M-2", "M-9", MONDAY, FRIDAY), leave("M-1", "M-9", MONDAY, FRIDAY));
        var posts = List.of(post("M-2", "LEAD"), post("M-1", "LEAD"));

        assertThat(new Roster(posts, all, leaves).at(MONDAY).onDuty())
                .containsExactly(new OnDuty(Who.MEMBER, "M-9", "LEAD", "M-1", FRIDAY));
    }

    /** Its duty phone is nobody who could be away. */
    @Test
    void aUnitServesAfterThePeopleAsLongAsItsPostHolds() {
        var roster =
                new Roster(
                        List.of(
                                new Post(Who.UNIT, "U-1", "UNIT", new Span(MONDAY, FRIDAY)),
                                post("M-1", "LEADER")),
                        Map.of("M-1", Span.ALWAYS),
                        List.of());

        assertThat(roster.at(MONDAY).onDuty())
                .containsExactly(
                        new OnDuty(Who.MEMBER, "M-1", "LEADER", null, null),
                        new OnDuty(Who.UNIT, "U-1", "UNIT", null, FRIDAY));
        assertThat(codes(roster, FRIDAY)).containsExactly("M-1");
    }

    @Test
    void theDeputysDeputyServesWhenBothAreAway() {
        var roster =
                new Roster(
                        List.of(post("M-1", "LEAD")),
                        Map.of("M-1", Span.ALWAYS, "M-2", Span.ALWAYS, "M-3", Span.ALWAYS),
                        List.of(
                                leave("M-1", "M-2", MONDAY, FRIDAY),
                                leave("M-2", "M-3", MONDAY, MONDAY.plusSeconds(60))));

        assertThat(roster.at(MONDAY).onDuty())
                .containsExactly(
                        new OnDuty(Who.MEMBER, "M-3", "LEAD", "M-1", MONDAY.plusSeconds(60)));
        assertThat(codes(roster, MONDAY.plusSeconds(60))).containsExactly("M-2");
    }

    @Test
    void validityTurnsAtMidnightInTheCounty() {
        var until = Span.of(Validity.parse(null, "2026-06-30"));
        var roster = new Roster(List.of(post("M-1", "LEAD")), Map.of("M-1", until), List.of());
        var midnight = Instant.parse("2026-06-30T16:00:00Z");

        assertThat(codes(roster, midnight.minusMillis(1))).containsExactly("M-1");
        assertThat(roster.at(midnight.minusMillis(1)).changesAt()).isEqualTo(midnight);
        assertThat(codes(roster, midnight)).isEmpty();
    }

    @Test
    void whatEndsBeforeItBeginsNeverHolds() {
        var span = new Span(FRIDAY, MONDAY);
        assertThat(span.holdsAt(MONDAY)).isFalse();
        assertThat(span.holdsAt(FRIDAY)).isFalse();
        assertThat(new Span(MONDAY, MONDAY).holdsAt(MONDAY)).isFalse();
    }

    /** What a sweep relies on: between one change and the next, nothing changes. */
    @Test
    void nothingChangesBeforeTheMomentThatWasNamed() {
        long seed = new Random().nextLong();
        System.out.println("RosterTest seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            var roster = random(random);
            var now = NOON.plus(Duration.ofHours(random.nextInt(100)));
            var duty = roster.at(now);
            var next = duty.changesAt();
            var end = next == null ? now.plus(Duration.ofDays(900)) : next;
            assertThat(end).as("seed %d", seed).isAfter(now);
            for (int j = 0; j < 5; j++) {
                var between =
                        now.plusMillis(random.nextLong(Duration.between(now, end).toMillis()));
                assertThat(whoStandsForWhom(roster.at(between)))
                        .as("seed %d, %s at %s", seed, roster, between)
                        .isEqualTo(whoStandsForWhom(duty));
            }
            for (var one : duty.onDuty()) {
                assertThat(one.until() == null || one.until().isAfter(now))
                        .as("seed %d, %s", seed, one)
                        .isTrue();
                assertThat(roster.members().getOrDefault(one.code(), NEVER).holdsAt(now)).isTrue();
                assertThat(roster.leaves())
                        .as("seed %d: nobody on leave serves", seed)
                        .noneMatch(leave ->
                                leave.member().equals(one.code()) && leave.span().holdsAt(now));
            }
            assertThat(duty.onDuty()).extracting(OnDuty::code).doesNotHaveDuplicates();
        }
    }

    private static List<String> whoStandsForWhom(Duty duty) {
        return duty.onDuty().stream()
                .map(it -> it.code() + it.role() + it.standingInFor())
                .toList();
    }

    private static Roster random(Random random) {
        var members = new HashMap<String, Span>();
        for (int i = 0; i < 6; i++) {
            members.put("M-" + i, span(random));
        }
        var posts = new ArrayList<Post>();
        var roles = List.of("ESCORT", "LEAD", "FULL_TIME", "PART_TIME", "MICRO");
        for (int i = random.nextInt(6); i > 0; i--) {
            posts.add(
                    new Post(
                            Who.MEMBER,
                            "M-" + random.nextInt(7),
                            roles.get(random.nextInt(roles.size())),
                            span(random)));
        }
        var leaves = new ArrayList<Away>();
        for (int i = random.nextInt(6); i > 0; i--) {
            leaves.add(
                    new Away(
                            "L-" + i,
                            "M-" + random.nextInt(6),
                            random.nextInt(3) == 0 ? null : "M-" + random.nextInt(6),
                            span(random)));
        }
        return new Roster(posts, members, leaves);
    }

    private static Span span(Random random) {
        var from = random.nextInt(3) == 0 ? null : NOON.plusSeconds(random.nextInt(400_000));
        var until =
                random.nextInt(3) == 0
                        ? null
                        : (from == null ? NOON : from).plusSeconds(1 + random.nextInt(400_000));
        return new Span(from, until);
    }

    private static Roster roster(List<Post> posts) {
        var members = new HashMap<String, Span>();
        posts.forEach(post -> members.put(post.code(), Span.ALWAYS));
        return new Roster(posts, members, List.of());
    }

    private static Post post(String member, String role) {
        return new Post(Who.MEMBER, member, role, Span.ALWAYS);
    }

    private static Away leave(String member, @Nullable String deputy, Instant from, Instant until) {
        return new Away("L-" + member, member, deputy, new Span(from, until));
    }

    private static List<String> codes(Roster roster, Instant now) {
        return roster.at(now).onDuty().stream().map(OnDuty::code).toList();
    }
}
