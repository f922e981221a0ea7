package dev.wangge.cases.check;

import static dev.wangge.cases.action.Acting.NOW;
import static dev.wangge.cases.action.Acting.act;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.check.AfterCheck;
import dev.wangge.cases.life.check.AfterCheck.Reason;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.cases.life.time.Step;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDrawnForCheck;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.Lot;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.seal.Vault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 抽查 and 回访: what is looked at once more, though it is closed. */
class AfterCheckTest {
    /** One working day after Tuesday, ten in the morning. */
    private static final Instant CHECK_BY = NOW.plus(Duration.ofDays(1));

    private static Case closed() {
        return Acting.in(Status.CLOSED);
    }

    private static Case rated(String json) {
        var it = closed();
        act(it, "rate", json, "R-1");
        return it;
    }

    private static Lots lotsAt(Instant now) {
        return new Lots(new Vault(new byte[32]), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Case fresh(int i) {
        return Case.fresh(new UUID(540328, i).toString());
    }

    @ParameterizedTest
    @CsvSource({"1,LOW_RATING", "2,LOW_RATING", "3,", "4,", "5,"})
    void whoRatesOneOrTwoIsFollowedUp(int score, Reason reason) {
        var it = rated("{\"score\":%d}".formatted(score));

        assertThat(it.status()).isEqualTo(Status.CLOSED);
        assertThat(it.check())
                .isEqualTo(reason == null ? null : new AfterCheck(reason, NOW, CHECK_BY));
    }

    @Test
    void whatIsNotSolvedIsFollowedUpHoweverItIsRated() {
        assertThat(rated("{\"score\":5,\"solved\":false}").check())
                .isEqualTo(new AfterCheck(Reason.NOT_SOLVED, NOW, CHECK_BY));
        assertThat(rated("{\"score\":5,\"solved\":true}").check()).isNull();
    }

    @Test
    void itWaitsForTheCheckAndIsRemindedOfItAndClimbs() {
        var it = rated("{\"score\":1}");

        assertThat(it.step()).isEqualTo(Step.CHECK);
        assertThat(it.stepBegan()).isEqualTo(NOW);
        assertThat(it.dueAt()).isEqualTo(CHECK_BY);
        assertThat(it.isOverdue(CHECK_BY.plusMillis(1))).isTrue();
        assertThat(it.agenda(Acting.LADDER).due(CHECK_BY))
                .hasValueSatisfying(what -> assertThat(what).isInstanceOf(WakeUp.Escalate.class));
    }

    @Test
    void whoeverIsContentAfterAllLeavesItClosed() {
        var it = rated("{\"score\":2}");
        act(it, "verify", "{\"passed\":true,\"reason\":\"已电话回访\"}", "checker");

        assertThat(it.status()).isEqualTo(Status.CLOSED);
        assertThat(it.check()).isNull();
        // Who was not content is told what came of it.
        assertThat(it.facts().getLast().data()).contains("\"reporter\":\"R-1\"");
        assertThat(it.agenda(Acting.LADDER).next()).isNull();
        assertThat(Acting.actions().possible(it, NOW))
                .extracting(action -> action.slug())
                .doesNotContain("verify");
    }

    @Test
    void whatIsNotDoneBeginsAnew() {
        var it = rated("{\"score\":1,\"comment\":\"还是没水\"}");
        act(it, "verify", "{\"passed\":false,\"reason\":\"确实没水\"}", "checker");

        assertThat(it.status()).isEqualTo(Status.FILED);
        assertThat(it.round()).isEqualTo(2);
        assertThat(it.check()).isNull();
        assertThat(it.step()).isEqualTo(Step.DISPATCH);
    }

    @Test
    void whoHandledItDoesNotCheckItAfterwards() {
        var it = rated("{\"score\":1}");
        assertThatThrownBy(() -> act(it, "verify", "{\"passed\":true}", "handle's"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("verifier-is-handler"));
    }

    @Test
    void aReopenedCaseIsCheckedLikeAnyOther() {
        var it = rated("{\"score\":1}");
        act(it, "reopen", "{\"reason\":\"群众又反映\"}", "desk");

        assertThat(it.check()).isNull();
        assertThat(it.step()).isEqualTo(Step.DISPATCH);
    }

    @Test
    void whatWasDrawnIsNotDrawnAgainByItsRating() {
        var it = settledByLot();
        act(it, "rate", "{\"score\":1}", "R-1");

        assertThat(it.check()).extracting(AfterCheck::reason).isEqualTo(Reason.SPOT_CHECK);
    }

    @Test
    void nobodyIsToldOfALotThatNobodyAskedFor() {
        var it = settledByLot();
        act(it, "verify", "{\"passed\":true}", "checker");

        assertThat(it.facts().getLast().data()).contains("\"reporter\":null");
    }

    private static Case settledByLot() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        var lot = new Lot("2026-11", 999, 1_000);
        it.record(
                new CaseSettled("n", "REQUEST", "R-1", "w", List.of("photo:1"), null, null, lot),
                Actor.parse("M-1"),
                NOW);
        it.record(
                new CaseDrawnForCheck(CHECK_BY, "built-in-1", it.about()), Actor.parse("M-1"), NOW);
        return it;
    }

    @Test
    void whatIsSettledSaysItsLotAndIsCheckedWhenItFellOnIt() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        act(it, "settle", "M-1");
        var lot = lotsAt(NOW).draw(it, NOW, 1_000);

        assertThat(it.facts())
                .extracting(fact -> fact.data())
                .anyMatch(data ->
                        data.contains(
                                "\"lot\":{\"drawn\":%d,\"month\":\"2026-11\",\"share\":1000}"
                                        .formatted(lot.drawn())));
        assertThat(it.check() != null).isEqualTo(lot.fallsOnIt());
    }

    @Test
    void itFallsOnOneInTenAndOnTheSameOnesAgain() {
        var drawn =
                IntStream.range(0, 10_000)
                        .filter(i -> lotsAt(NOW).draw(fresh(i), NOW, 1_000).fallsOnIt())
                        .count();

        // Four deviations of a tenth of 10,000.
        assertThat(drawn).isBetween(880L, 1_120L);
        assertThat(lotsAt(NOW).draw(fresh(7), NOW, 1_000))
                .isEqualTo(lotsAt(NOW).draw(fresh(7), NOW, 1_000))
                .isNotEqualTo(lotsAt(NOW).draw(fresh(7), NOW.plus(Duration.ofDays(31)), 1_000));
    }

    @Test
    void itsKeyIsToldWhenItsMonthIsOverInTheCountyAndDrawsTheSame() throws Exception {
        var november = YearMonth.of(2026, 11);
        assertThat(lotsAt(Instant.parse("2026-11-30T15:59:59Z")).keyOf(november)).isEmpty();
        var key =
                HexFormat.of()
                        .parseHex(
                                lotsAt(Instant.parse("2026-11-30T16:00:00Z"))
                                        .keyOf(november)
                                        .orElseThrow());

        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        var bytes = mac.doFinal((fresh(3).id() + "/1").getBytes(StandardCharsets.US_ASCII));
        var number = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt()) % 10_000;
        assertThat(lotsAt(NOW).draw(fresh(3), NOW, 1_000).drawn()).isEqualTo((int) number);
    }
}
