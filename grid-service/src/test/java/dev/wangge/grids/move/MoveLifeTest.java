package dev.wangge.grids.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.contracts.fieldwork.v1.MoveEvent.Head;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveCheckedIn;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MovePlanned;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.Position;
import dev.wangge.grids.move.Headcount.AtLeast;
import dev.wangge.grids.move.Headcount.Exactly;
import dev.wangge.grids.move.Move.CheckedIn;
import dev.wangge.grids.move.Move.Recount;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.SaltedTexts;
import dev.wangge.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoveLifeTest {
    private static final List<MoveAction> ACTIONS = List.of(MoveAction.values());
    private static final Instant NOW = Instant.parse("2026-06-01T01:00:00Z");
    private static final MovePlanned PLAN =
            new MovePlanned(
                    "540328101201001",
                    "540328205201001",
                    LocalDate.of(2026, 6, 1),
                    13,
                    95,
                    new Head(1400, true),
                    List.of("M-2"));

    /** What may follow what: nothing else may ever be seen. */
    private static final Map<MoveStatus, Set<MoveStatus>> NEXT =
            new EnumMap<>(
                    Map.of(
                            MoveStatus.PLANNED,
                            EnumSet.of(MoveStatus.UNDER_WAY, MoveStatus.CANCELLED),
                            MoveStatus.UNDER_WAY,
                            EnumSet.of(
                                    MoveStatus.ARRIVED,
                                    MoveStatus.RECONCILED,
                                    MoveStatus.CANCELLED),
                            MoveStatus.ARRIVED,
                            EnumSet.of(MoveStatus.RECONCILED),
                            MoveStatus.RECONCILED,
                            EnumSet.noneOf(MoveStatus.class),
                            MoveStatus.CANCELLED,
                            EnumSet.noneOf(MoveStatus.class)));

    private static Move planned() {
        var it = Move.fresh("m-1");
        it.plan(PLAN, "desk", NOW);
        return it;
    }

    private static Move underWay() {
        var it = planned();
        it.depart(NOW, "escort", NOW);
        return it;
    }

    private static Counted counted(int people, Headcount livestock) {
        return new Counted(13, people, livestock);
    }

    private static Heard at(String id, Duration later, @Nullable String note) {
        return new Heard(
                new MoveCheckedIn(
                        id,
                        NOW.plus(later),
                        new Position(98.6, 29.7, 98.6, 29.7, "WGS84"),
                        null,
                        null,
                        note),
                true);
    }

    @Test
    void whenAllAgreesTheArrivalIsTheEndOfIt() {
        var it = underWay();
        it.arrive(counted(95, new Exactly(1412)), null, NOW, "escort", NOW);

        assertThat(it.status()).isEqualTo(MoveStatus.RECONCILED);
        assertThat(it.state().differences()).isEmpty();
    }

    @Test
    void aPlanIsChangedTwoHundredTimesAndNoMore() {
        var it = Move.fresh("m-1");
        for (int i = 0; i < 200; i++) {
            it.plan(PLAN, "desk", NOW);
        }

        assertThatThrownBy(() -> it.plan(PLAN, "desk", NOW))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("too-many-plans"));
        it.depart(NOW, "escort", NOW);
        assertThat(it.status()).isEqualTo(MoveStatus.UNDER_WAY);
    }

    @Test
    void aMissingPersonNeedsAReason() {
        var it = underWay();
        it.arrive(counted(94, new Exactly(1412)), null, NOW, "escort", NOW);
        assertThat(it.status()).isEqualTo(MoveStatus.ARRIVED);
        assertThat(it.state().differences())
                .containsExactly(
                        new dev.wangge.contracts.fieldwork.v1.MoveEvent.Difference(
                                "people", new Head(95, false), new Head(94, false)));

        var nothing = new Recount(null, null, null);
        assertThatThrownBy(() -> it.reconcile(nothing, null, "desk", NOW))
                .hasMessageContaining("[people]");
        it.reconcile(nothing, "一人住院", "desk", NOW);
        assertThat(it.status()).isEqualTo(MoveStatus.RECONCILED);
        assertThat(it.state().differences()).hasSize(1);
        assertThat(it.facts().getLast().data()).doesNotContain("住院");
    }

    @Test
    void whoeverTurnsUpInARecountNeedsNoReason() {
        var it = underWay();
        it.arrive(counted(94, new Exactly(1380)), null, NOW, "escort", NOW);
        assertThat(it.state().differences()).hasSize(2);

        it.reconcile(new Recount(null, 95, new AtLeast(1400)), null, "desk", NOW);
        assertThat(it.state().differences()).isEmpty();
    }

    @Test
    void theRoadDecidesTheOrderOfCheckIns() {
        var it = underWay();
        assertThat(it.checkIn(at("late", Duration.ofHours(5), "过河"), "p", NOW))
                .isEqualTo(CheckedIn.TAKEN);
        assertThat(it.checkIn(at("early", Duration.ofHours(2), null), "p", NOW))
                .isEqualTo(CheckedIn.TAKEN);
        assertThat(it.checkIn(at("late", Duration.ofHours(5), "过河"), "p", NOW))
                .isEqualTo(CheckedIn.KNOWN);
        assertThat(it.checkIn(at("late", Duration.ofHours(5), "没过河"), "p", NOW))
                .isEqualTo(CheckedIn.CONTRADICTED);

        assertThat(it.state().lastCheckIn())
                .get()
                .extracting(MoveCheckedIn::checkIn)
                .isEqualTo("late");
        assertThat(it.state().lastSeenAt()).isEqualTo(NOW.plus(Duration.ofHours(5)));
        assertThat(it.version()).as("a check-in makes no edit stale").isEqualTo(2);
        it.arrive(counted(95, new Exactly(1400)), null, NOW, "escort", NOW);
        assertThat(it.checkIn(at("from the pocket", Duration.ofHours(9), null), "p", NOW))
                .isEqualTo(CheckedIn.TAKEN);
        assertThat(it.state().lastSeenAt()).isNull();
    }

    @Test
    void aMoveHasAnEndAlsoOfItsCheckIns() {
        var it = underWay();
        for (int i = 0; i < Move.MOST_CHECK_INS; i++) {
            it.checkIn(at("c" + i, Duration.ofMinutes(i), null), "p", NOW);
        }
        assertThat(it.checkIn(at("one more", Duration.ZERO, null), "p", NOW))
                .isEqualTo(CheckedIn.TOO_MANY);
        assertThat(it.checkIn(at("c1", Duration.ofMinutes(1), null), "p", NOW))
                .isEqualTo(CheckedIn.KNOWN);
        long bytes =
                it.facts().stream().mapToLong(fact -> fact.toDocument().toJson().length()).sum();
        assertThat(bytes).isLessThan(2_000_000);
    }

    /** Any actions in any order: what is refused changes nothing, and what is told is what is. */
    @Test
    void noSequenceOfActionsLeadsWhereItMayNot() {
        long seed = System.nanoTime();
        System.out.println("MoveLifeTest seed " + seed);
        var random = new Random(seed);
        var done = EnumSet.noneOf(MoveAction.class);
        for (int life = 0; life < 3_000; life++) {
            var it = planned();
            for (int step = 0; step < 12; step++) {
                var before = it.status();
                long seq = it.seq();
                long version = it.version();
                var action = ACTIONS.get(random.nextInt(ACTIONS.size()));
                boolean possible = MoveAction.possible(before).contains(action);
                try {
                    act(it, action, random);
                    assertThat(possible).as("%s in %s of seed %d", action, before, seed).isTrue();
                    done.add(action);
                } catch (Problem refused) {
                    assertThat(it.seq()).as("seed %d", seed).isEqualTo(seq);
                    assertThat(it.status()).isEqualTo(before);
                    assertThat(refused.slug())
                            .isEqualTo(possible ? "invalid-request" : "action-not-allowed");
                }
                if (it.status() != before) {
                    assertThat(NEXT.getOrDefault(before, Set.of()))
                            .as("seed %d", seed)
                            .contains(it.status());
                    assertThat(it.version()).isGreaterThan(version);
                }
                assertThat(it.status() == MoveStatus.RECONCILED && it.state().reconciled == null)
                        .isFalse();
                foldsToTheSame(it, seed);
            }
        }
        assertThat(done).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(ACTIONS);
    }

    private static void act(Move it, MoveAction action, Random random) {
        switch (action) {
            case DEPART -> it.depart(NOW, "p", NOW);
            case CHECK_IN ->
                    it.checkIn(
                            at("c" + random.nextInt(4), Duration.ofHours(random.nextInt(3)), null),
                            "p",
                            NOW);
            case ARRIVE ->
                    it.arrive(
                            counted(94 + random.nextInt(2), new Exactly(1399 + random.nextInt(3))),
                            null,
                            NOW.plusSeconds(random.nextInt(3) - 1),
                            "p",
                            NOW);
            case RECONCILE ->
                    it.reconcile(
                            new Recount(null, random.nextBoolean() ? 95 : null, null),
                            random.nextBoolean() ? "数过" : null,
                            "p",
                            NOW);
            case CANCEL -> it.cancel("大雪", "p", NOW);
        }
    }

    private static void foldsToTheSame(Move it, long seed) {
        var stored = it.facts().stream().map(Fact::toDocument).map(Fact::fromDocument).toList();
        var folded = Move.fold(it.id(), stored, new SaltedTexts(), Long.MAX_VALUE);
        assertThat(folded.status()).as("seed %d", seed).isEqualTo(it.status());
        assertThat(folded.version()).isEqualTo(it.version());
        assertThat(folded.state().differences()).isEqualTo(it.state().differences());
        assertThat(folded.state().checkIns).isEqualTo(it.state().checkIns);
        assertThat(folded.state().lastSeenAt()).isEqualTo(it.state().lastSeenAt());
        assertThat(folded.state().endedAt()).isEqualTo(it.state().endedAt());
        var previous = Fact.GENESIS;
        for (var fact : stored) {
            assertThat(fact.follows(it.id(), previous)).isTrue();
            previous = fact.hash();
        }
    }
}
