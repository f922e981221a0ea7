package dev.wangge.cases.splitting;

import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.action.Acting;
import dev.wangge.cases.bonds.Bonding;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.bond.Child;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.Proof;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.cases.store.Stores;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildEnded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.problem.Problem;
import dev.wangge.testing.AtOnce;
import dev.wangge.testing.Engine;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Several cases out of one, whoever is killed or comes at once: each is there once. */
class SplittingTest {
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String TWO =
            """
            {"children":[{"kind":"HAZARD","title":"修路","description":"路基塌了"},
                         {"kind":"REQUEST","title":"换水管"}]}
            """;
    private final MongoClient client = MongoClients.create(Engine.EMBEDDED.uri());
    private final MongoTemplate mongo = new MongoTemplate(client, "split-" + UUID.randomUUID());
    private final CaseStore store = Stores.of(mongo, CLOCK);

    @AfterEach
    void close() {
        mongo.getDb().drop();
        client.close();
    }

    private Case read(String id) {
        return store.find(id).orElseThrow().now();
    }

    private void write(Case it) {
        assertThat(store.append(it, null)).isTrue();
    }

    private void acted(String id, String... actions) {
        var it = read(id);
        for (var action : actions) {
            Acting.act(it, action, action + "'s");
        }
        write(it);
    }

    /** Of a case that M-1 has; what comes of it is not there yet. */
    private String split() {
        return split(Acting.dispatched(CaseKind.REQUEST));
    }

    private String split(Case it) {
        Acting.act(it, "split", TWO, "county-demo");
        store.create(it, null, null);
        return it.id();
    }

    /** As another instance does it. */
    private void open(String id) {
        Splitting.errand(mongo, Stores.of(mongo, CLOCK), CLOCK).open(id);
    }

    private void tell(String child) {
        Bonding.families(Stores.of(mongo, CLOCK), CLOCK).tellParent(child);
    }

    private List<String> children(String id) {
        return read(id).bonds().family().children().stream().map(Child::id).toList();
    }

    private long cases() {
        return mongo.getCollection("cases").countDocuments();
    }

    private List<String> types(String id) {
        return store.find(id).orElseThrow().story().now().facts().stream()
                .map(Fact::type)
                .map(type -> type.replaceAll("wangge.case.|.v1", ""))
                .toList();
    }

    @Test
    void eachIsACaseOfItsOwnInTheSamePlaceAndGoesOutByTheUsualRule() {
        var id = split();
        assertThat(read(id).agenda(Acting.LADDER).due(NOW))
                .containsInstanceOf(WakeUp.OpenChildren.class);

        open(id);

        assertThat(read(id).agenda(Acting.LADDER).due(NOW)).isEmpty();
        var first = read(children(id).getFirst());
        assertThat(first.title()).isEqualTo("修路");
        assertThat(first.description()).isEqualTo("路基塌了");
        assertThat(first.kind()).isEqualTo(CaseKind.HAZARD);
        assertThat(first.status()).isEqualTo(Status.DISPATCHED);
        assertThat(Objects.requireNonNull(first.assignee()).code()).isEqualTo("M-1");
        assertThat(first.ownPath()).isEqualTo(read(id).ownPath());
        assertThat(first.reportedBy()).isEqualTo("county-demo");
        assertThat(first.dueAt()).isNotNull();
        var origin = Objects.requireNonNull(first.bonds().family().origin());
        assertThat(origin.parent()).isEqualTo(id);
        assertThat(origin.number()).isEqualTo(read(id).number());
        assertThat(read(id).bonds().family().children())
                .extracting(Child::number)
                .first()
                .isEqualTo(first.number());
        assertThat(Proof.unproved(mongo, store)).isEmpty();
    }

    @Test
    void aPartSaysWhatItIsAboutElseOfTheSameKindItIsWhatTheWholeIs() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        Acting.act(it, "categorize", "{\"category\":\"drinking-water\"}", "desk");
        Acting.act(
                it,
                "split",
                """
                {"children":[{"kind":"REQUEST","title":"换水管"},
                             {"kind":"REQUEST","title":"路灯","category":"road"},
                             {"kind":"HAZARD","title":"落石","category":"rockfall"},
                             {"kind":"HAZARD","title":"路基"}]}
                """,
                "desk");
        store.create(it, null, null);

        open(it.id());

        assertThat(children(it.id()))
                .extracting(child -> read(child).categories())
                .containsExactly(
                        List.of("water", "drinking-water"),
                        List.of("road"),
                        List.of("geology", "rockfall"),
                        List.of());
    }

    @Test
    void whatAPartCannotBeAboutIsPointedAt() {
        var it = Acting.dispatched(CaseKind.REQUEST);

        assertThatThrownBy(() ->
                        Acting.act(
                                it,
                                "split",
                                """
                                {"children":[{"kind":"REQUEST","title":"换水管"},
                                             {"kind":"HAZARD","title":"路","category":"water"}]}
                                """,
                                "desk"))
                .isInstanceOf(Problem.class)
                .hasMessage("water does not lie under HAZARD");
    }

    /** Else they would hear of each part, and of the whole as well. */
    @Test
    void itsReporterIsOnlyTheWholeOnes() {
        var id = split();
        open(id);

        assertThat(read(id).reporter()).isEqualTo("R-1");
        assertThat(children(id)).allMatch(child -> read(child).reporter() == null);
    }

    @Test
    void whateverIsKilledOrComesAtOnceEachIsThereOnce() throws Exception {
        var id = split();
        var killed = read(id);
        open(id);
        // Killed after the children were there, and before the whole knew.
        mongo.getCollection("cases").deleteOne(Filters.eq("_id", id));
        store.create(anew(killed), null, null);

        var _ =
                AtOnce.times(
                        4,
                        () -> {
                            open(id);
                            return true;
                        });
        open(id);

        assertThat(cases()).isEqualTo(3);
        assertThat(types(id)).filteredOn(type -> type.equals("child-opened")).hasSize(2);
        assertThat(Proof.unproved(mongo, store)).isEmpty();
    }

    private static Case anew(Case split) {
        var it = Acting.dispatched(CaseKind.REQUEST);
        assertThat(it.id()).isEqualTo(split.id());
        Acting.act(it, "split", TWO, "county-demo");
        return it;
    }

    @Test
    void moreMayBeSplitOffLaterButNotMoreThanTwentyAndNothingOfAPart() {
        var id = split();
        open(id);
        var it = read(id);
        for (int i = 0; i < 9; i++) {
            Acting.act(it, "split", TWO, "desk");
        }
        write(it);
        open(id);
        assertThat(children(id)).hasSize(20).doesNotHaveDuplicates();
        assertThat(cases()).isEqualTo(21);

        assertThatThrownBy(() -> Acting.act(read(id), "split", "desk"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("20");
        refused(children(id).getFirst(), "split", "action-not-allowed");
    }

    private void refused(String id, String action, String problem) {
        assertThatThrownBy(() -> Acting.act(read(id), action, "M-9"))
                .isInstanceOfSatisfying(
                        Problem.class, it -> assertThat(it.slug()).isEqualTo(problem));
    }

    @Test
    void theWholeEndsWhenAllPartsHaveAndWhoHasItIsTold() {
        var id = split();
        refused(id, "settle", "children-open");
        acted(id, "handle", "verify");
        refused(id, "close", "children-open");
        open(id);
        refused(id, "close", "children-open");
        var one = children(id).getFirst();
        var other = children(id).getLast();

        acted(one, "settle");
        assertThat(read(one).agenda(Acting.LADDER).due(NOW))
                .containsInstanceOf(WakeUp.TellParent.class);
        tell(one);
        assertThat(read(one).agenda(Acting.LADDER).due(NOW)).isEmpty();
        refused(id, "close", "children-open");
        assertThat(types(id)).doesNotContain("children-ended");

        acted(other, "handle", "verify", "close");
        tell(other);
        tell(other);
        assertThat(types(id)).containsSubsequence("child-ended", "child-ended", "children-ended");
        assertThat(types(id)).filteredOn(type -> type.endsWith("-ended")).hasSize(3);
        acted(id, "close");
        assertThat(Proof.unproved(mongo, store)).isEmpty();
    }

    @Test
    void whatIsNotYetACaseKeepsItFromBeingStruckOut() {
        var it = Acting.in(Status.FILED);
        Acting.act(it, "split", TWO, "desk");
        store.create(it, null, null);

        refused(it.id(), "void", "children-open");
    }

    @Test
    void aPartThatBeginsAnewIsOpenAgain() {
        var id = split();
        open(id);
        var one = children(id).getFirst();
        var other = children(id).getLast();
        acted(other, "settle");
        tell(other);
        acted(one, "settle");
        tell(one);
        acted(id, "handle", "verify");

        acted(one, "reopen");
        tell(one);
        refused(id, "close", "children-open");

        acted(one, "dispatch", "settle");
        tell(one);
        assertThat(types(id)).filteredOn(type -> type.equals("children-ended")).hasSize(2);
        acted(id, "close");
    }

    /** Ended and begun anew before anybody told: who then comes late with its end is too late. */
    @Test
    void whoComesLateWithWhatIsNoLongerSoWritesNothing() {
        var id = split();
        open(id);
        var one = children(id).getFirst();
        acted(one, "settle");
        var late = read(id);
        long asOf = Objects.requireNonNull(read(one).bonds().family().origin()).asOf();
        acted(one, "reopen");
        tell(one);

        late.record(new CaseChildEnded(one, "CLOSED", asOf), Actor.SYSTEM, NOW);
        assertThat(store.append(late, null)).isFalse();
        assertThat(types(id)).endsWith("child-reopened");
        refused(id, "settle", "children-open");
    }

    @Test
    void whoWasKilledAfterTheWholeWasToldTellsItNotAgain() {
        var id = split();
        open(id);
        var one = children(id).getFirst();
        acted(one, "settle");
        long asOf = Objects.requireNonNull(read(one).bonds().family().origin()).asOf();
        var it = read(id);
        it.record(new CaseChildEnded(one, "CLOSED", asOf), Actor.SYSTEM, NOW);
        write(it);

        tell(one);

        assertThat(types(id)).filteredOn(type -> type.equals("child-ended")).hasSize(1);
        assertThat(read(one).bonds().errand()).isEmpty();
    }

    /** The whole is confidential: its parts are, for the same few. */
    @Test
    void whatFewAreToKnowStaysWithThem() {
        var it = Acting.reported(CaseKind.REQUEST);
        it.record(new CaseConfided(true, true), Actor.parse("hotline"), NOW);
        Acting.act(it, "accept", "desk");
        var id = split(it);
        open(id);

        for (var child : children(id)) {
            var part = read(child);
            assertThat(part.confidence()).isEqualTo(it.confidence());
            // A person decides who is to know.
            assertThat(part.status()).isEqualTo(Status.REPORTED);
            assertThat(AccessKeys.of(part))
                    .containsAll(AccessKeys.of(it))
                    .contains("by:county-demo");
            assertThat(store.find(child).map(StoredCase::accessKeys)).contains(AccessKeys.of(part));
        }
    }

    @Test
    void whereNobodyIsOnDutyADispatcherIsAsked() {
        var it = Acting.reported(CaseKind.REQUEST);
        Acting.act(it, "accept", "desk");
        var id = split(it);

        Splitting.errand(mongo, store, CLOCK, List.of()).open(id);

        assertThat(children(id)).allMatch(child -> read(child).status() == Status.REPORTED);
        assertThat(types(children(id).getFirst())).contains("left-for-dispatcher");
    }
}
