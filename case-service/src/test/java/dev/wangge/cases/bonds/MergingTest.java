package dev.wangge.cases.bonds;

import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.cases.action.Acting;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.bond.Bonds;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.Proof;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.cases.store.Stores;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDuplicateAdded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplitOff;
import dev.wangge.contracts.cases.v1.CaseEvent.Duplicate;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.problem.Problem;
import dev.wangge.testing.AtOnce;
import dev.wangge.testing.Engine;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Duplicates join the oldest, whoever is killed or comes at once: each case knows what it must. */
class MergingTest {
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private final MongoClient client = MongoClients.create(Engine.EMBEDDED.uri());
    private final MongoTemplate mongo = new MongoTemplate(client, "merging-" + UUID.randomUUID());
    private final CaseStore store = Stores.of(mongo, CLOCK);

    @AfterEach
    void close() {
        mongo.getDb().drop();
        client.close();
    }

    /** The first is the oldest. */
    private String reported(int order) {
        var it =
                Acting.reported(
                        CaseKind.REQUEST,
                        UUID.randomUUID().toString(),
                        "WG2026-000000" + order,
                        at(order));
        store.create(it, null, null);
        return it.id();
    }

    private static Instant at(int order) {
        return NOW.minusSeconds(100 - order);
    }

    private Case read(String id) {
        return store.find(id).orElseThrow().now();
    }

    /** Decided on what was read then; written by {@link #write}. */
    private Case merging(String id, String into) {
        var it = read(id);
        Acting.act(
                it,
                "merge",
                "{\"into\":\"%s\"}".formatted(into),
                "county-demo",
                NOW,
                other -> store.find(other).map(StoredCase::now));
        return it;
    }

    private void write(Case it) {
        assertThat(store.append(it, null)).isTrue();
    }

    private void merged(String id, String into) {
        write(merging(id, into));
    }

    private void acted(String id, String... actions) {
        var it = read(id);
        for (var action : actions) {
            Acting.act(it, action, action + "'s");
        }
        write(it);
    }

    /** As another instance does it. */
    private void complete(String id) {
        Bonding.merges(Stores.of(mongo, CLOCK), CLOCK).complete(id);
    }

    private List<String> duplicates(String id) {
        return read(id).bonds().duplicates().stream().map(Duplicate::id).toList();
    }

    private boolean isComplete(String id) {
        return read(id).bonds().errand().isEmpty();
    }

    /** Its public page would tell of the other, and its story who reported that. */
    @Test
    void aConfidentialCaseIsNotMergedIntoOneThatIsNotNorTheOtherWayRound() {
        var open = reported(1);
        var secret = confidential(2);
        var alsoOpen = reported(3);
        var alsoSecret = confidential(4);

        for (var pair : List.of(List.of(secret, open), List.of(alsoOpen, secret))) {
            assertThatThrownBy(() -> merging(pair.getFirst(), pair.getLast()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("confidential");
        }
        merged(alsoSecret, secret);
        assertThat(read(alsoSecret).status()).isEqualTo(Status.MERGED);
    }

    private String confidential(int order) {
        var id = reported(order);
        var it = read(id);
        it.record(new CaseConfided(true, false), Actor.parse("desk"), at(order));
        write(it);
        return id;
    }

    @Test
    void theOlderOneLearnsOfItOnceHoweverOftenItIsTold() throws Exception {
        var older = reported(1);
        var duplicate = reported(2);
        merged(duplicate, older);
        assertThat(read(duplicate).status()).isEqualTo(Status.MERGED);
        assertThat(isComplete(duplicate)).isFalse();

        var _ =
                AtOnce.times(
                        4,
                        () -> {
                            complete(duplicate);
                            return true;
                        });
        complete(duplicate);

        assertThat(read(older).bonds().duplicates())
                .containsExactly(new Duplicate(duplicate, "WG2026-0000002", "REQUEST", "R-1"));
        assertThat(isComplete(duplicate)).isTrue();
        assertThat(read(duplicate).status()).isEqualTo(Status.MERGED);
        assertThat(read(duplicate).dueAt()).isNull();
        assertThat(Proof.unproved(mongo, store)).isEmpty();
    }

    @Test
    void whoWasKilledAfterTheOlderOneWasWrittenWritesItNotAgain() {
        var older = reported(1);
        var duplicate = reported(2);
        merged(duplicate, older);
        var it = read(older);
        it.record(
                new CaseDuplicateAdded(new Duplicate(duplicate, "n", "REQUEST", "R-1")),
                Actor.SYSTEM,
                NOW);
        write(it);
        // What became of it since does not matter: it told the reporter of the duplicate.
        acted(older, "decline");

        complete(duplicate);

        assertThat(duplicates(older)).containsExactly(duplicate);
        assertThat(isComplete(duplicate)).isTrue();
        assertThat(read(duplicate).status()).isEqualTo(Status.MERGED);
    }

    @Test
    void whatThatWasMergedIntoItselfHasThemAllInWhicheverOrderTheyAreTold() {
        for (boolean innerFirst : new boolean[] {true, false}) {
            var oldest = reported(1);
            var middle = reported(2);
            var youngest = reported(3);
            // Each was decided before the other was written.
            var one = merging(youngest, middle);
            var other = merging(middle, oldest);
            write(one);
            write(other);

            complete(innerFirst ? youngest : middle);
            complete(innerFirst ? middle : youngest);

            assertThat(duplicates(oldest)).containsExactlyInAnyOrder(middle, youngest);
            assertThat(isComplete(middle) && isComplete(youngest)).isTrue();
            assertThat(new MergedCases(store).standing(read(youngest)).id()).isEqualTo(oldest);
        }
    }

    @Test
    void whatItHadBeforeItBringsAlong() {
        var oldest = reported(1);
        var middle = reported(2);
        var youngest = reported(3);
        merged(youngest, middle);
        complete(youngest);
        merged(middle, oldest);
        complete(middle);

        assertThat(duplicates(oldest)).containsExactly(middle, youngest);
    }

    @Test
    void whatTheOtherDidNotLearnInTimeIsAsItWas() {
        var older = reported(1);
        var duplicate = reported(2);
        acted(duplicate, "accept");
        var due = read(duplicate).dueAt();
        merged(duplicate, older);
        acted(older, "decline");

        complete(duplicate);

        var it = read(duplicate);
        assertThat(it.status()).isEqualTo(Status.FILED);
        assertThat(it.dueAt()).isEqualTo(due).isNotNull();
        assertThat(it.bonds()).isEqualTo(Bonds.NONE);
        assertThat(duplicates(older)).isEmpty();
        assertThat(store.find(duplicate).orElseThrow().story().now().facts().getLast().type())
                .isEqualTo("wangge.case.merge-undone.v1");
        acted(duplicate, "dispatch");
    }

    @Test
    void onlyTheOlderOneStaysAndOnlyWhileItIsOpen() {
        var older = reported(1);
        var newer = reported(2);
        refused(older, newer, "cannot-merge", "newer");
        refused(newer, newer, "invalid-request", "another");
        refused(newer, UUID.randomUUID().toString(), "invalid-request", "No such case");
        refused(newer, "x", "invalid-request", "No such case");

        acted(older, "decline");
        refused(newer, older, "cannot-merge", "end");
    }

    @Test
    void aCaseTakesAHundredOfThem() {
        var older = reported(1);
        var newer = reported(2);
        var it = read(older);
        for (int i = 0; i < Bonds.MOST_DUPLICATES; i++) {
            it.record(
                    new CaseDuplicateAdded(new Duplicate("d-" + i, "n", "REQUEST", null)),
                    Actor.SYSTEM,
                    NOW);
        }
        write(it);

        refused(newer, older, "cannot-merge", "all the duplicates");
    }

    private void refused(String id, String into, String problem, String why) {
        assertThatThrownBy(() -> merging(id, into))
                .isInstanceOfSatisfying(
                        Problem.class, it -> assertThat(it.slug()).isEqualTo(problem))
                .hasMessageContaining(why);
    }

    @Test
    void whatItsReporterIsToldNamesTheReportersOfItsDuplicates() {
        var older = reported(1);
        var duplicate = reported(2);
        merged(duplicate, older);
        complete(duplicate);
        var it = read(older);
        assertThatThrownBy(() -> Acting.act(it, "void", "desk")).hasMessageContaining("void");
        Acting.goesOut(it, List.of("M-1"));
        for (var action : List.of("reply", "handle", "verify", "close", "reopen")) {
            Acting.act(it, action, action + "'s");
        }

        assertThat(naming(it, duplicate)).containsExactly("replied", "closed", "reopened");
        for (var action : List.of("decline", "settle")) {
            var another = read(older);
            Acting.act(another, action, "desk");
            assertThat(naming(another, duplicate)).hasSize(1);
        }
    }

    /** Their reporter, and what becomes of them, hang together with another. */
    @Test
    void whatWasSplitIsMergedIntoNothingAndNoPartOfItIs() {
        var older = reported(1);
        var whole = reported(2);
        var it = read(whole);
        Acting.act(it, "accept", "desk");
        Acting.act(it, "split", "desk");
        write(it);
        refused(whole, older, "cannot-merge", "was split");

        var part = reported(3);
        var child = read(part);
        child.record(new CaseSplitOff(whole, "n", "desk"), Actor.SYSTEM, NOW);
        write(child);
        refused(part, older, "cannot-merge", "a part of another");
        merged(reported(4), part);
    }

    private static Stream<String> naming(Case it, String duplicate) {
        return it.newFacts().stream()
                .filter(fact -> fact.data().contains(duplicate))
                .map(Fact::type)
                .map(type -> type.replaceAll("wangge.case.|.v1", ""));
    }
}
