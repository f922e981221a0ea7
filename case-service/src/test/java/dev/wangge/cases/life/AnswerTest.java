package dev.wangge.cases.life;

import static dev.wangge.cases.action.Acting.NOW;
import static dev.wangge.cases.action.Acting.act;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseKind;
import org.junit.jupiter.api.Test;

/** What the reporter gets to know, and who had a case. */
class AnswerTest {
    @Test
    void whatWasDoneStandsUntilItDoesNotPass() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        assertThat(it.done()).isNull();

        act(it, "handle", "{\"what\":\"换了水管\"}", "M-1");
        assertThat(it.done()).isEqualTo(new Said("换了水管", NOW));
        act(it, "verify", "{\"passed\":false,\"reason\":\"还在漏\"}", "desk");
        assertThat(it.done()).isNull();
        act(it, "handle", "{\"what\":\"又换了一次\"}", "M-1");
        assertThat(it.done()).isEqualTo(new Said("又换了一次", NOW));
    }

    @Test
    void aNewRoundHasNothingDone() {
        var it = Acting.in(Status.CLOSED);
        assertThat(it.done()).isNotNull();

        act(it, "reopen", "desk");

        assertThat(it.done()).isNull();
    }

    @Test
    void theNewestReplyIsTheOneThatCounts() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        assertThat(it.replied()).isNull();

        act(it, "reply", "{\"text\":\"已派人\"}", "desk");
        act(it, "reply", "{\"text\":\"明天修好\"}", "desk");

        assertThat(it.replied()).isEqualTo(new Said("明天修好", NOW));
    }

    @Test
    void whyItWasDeclinedIsKept() {
        var it = Acting.reported(CaseKind.ADVICE);
        assertThat(it.declined()).isNull();

        act(it, "decline", "{\"reason\":\"不归本县管\"}", "desk");

        assertThat(it.declined()).isEqualTo(new Said("不归本县管", NOW));
    }

    @Test
    void whoHadItIsKnownUntilItIsTheirsAgain() {
        var first = new Assignee("MEMBER", "M-8");
        var it = Acting.dispatched(CaseKind.REQUEST);
        act(it, "redispatch", "{\"member\":\"M-8\",\"reason\":\"近\"}", "desk");
        assertThat(it.wasAssignedTo(first)).isFalse();

        act(it, "redispatch", "{\"unit\":\"U-9\",\"reason\":\"专业\"}", "desk");
        assertThat(it.wasAssignedTo(first)).isTrue();
        act(it, "recall", "{\"reason\":\"弄错了\"}", "desk");
        assertThat(it.wasAssignedTo(first)).isTrue();
        assertThat(it.wasAssignedTo(new Assignee("UNIT", "U-9"))).isTrue();
        act(it, "dispatch", "{\"member\":\"M-8\"}", "desk");
        assertThat(it.wasAssignedTo(first)).isFalse();
    }
}
