package dev.wangge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How people are written in facts, events and databases: what is stored stays readable. */
class WrittenNamesTest {

    @Test
    void whoDidItIsReadAsItWasWritten() {
        assertThat(Actor.SYSTEM).hasToString("system").isEqualTo(Actor.parse("system"));
        assertThat(new Actor("county-demo", null)).hasToString("county-demo");

        var inTheirName = Actor.parse("M-540328101201001-1 via county-demo");
        assertThat(inTheirName)
                .isEqualTo(new Actor("M-540328101201001-1", "county-demo"))
                .hasToString("M-540328101201001-1 via county-demo");
        assertThat(inTheirName.isSamePersonAs(Actor.parse("M-540328101201001-1"))).isTrue();
        assertThat(inTheirName.isSamePersonAs(Actor.parse("county-demo"))).isFalse();
    }

    @Test
    void whoeverActsInANameStaysKnownBehindIt() {
        var written = "M-1 via zhang via console";
        var zhang = Actor.parse("zhang via console");
        var asMember = new Actor("M-1", zhang.toString());

        assertThat(asMember).hasToString(written).isEqualTo(Actor.parse(written));
        assertThat(asMember.isSamePersonAs(zhang)).isTrue();
        assertThat(zhang.isSamePersonAs(Actor.parse("M-2 via zhang via console"))).isTrue();
        assertThat(asMember.isSamePersonAs(Actor.parse("M-2 via zhang via console"))).isTrue();
        assertThat(asMember.isSamePersonAs(Actor.parse("M-1 via county-demo"))).isTrue();
        // A county's system acts for many people: it is none.
        assertThat(Actor.parse("M-1 via console").isSamePersonAs(Actor.parse("M-2 via console")))
                .isFalse();
        assertThat(asMember.isSamePersonAs(Actor.parse("M-2 via li via console"))).isFalse();
    }

    @Test
    void aClientThatNamedNobodyMayBeWhoeverItActsFor() {
        for (var named :
                List.of("M-1 via console", "zhang via console", "M-1 via li via console")) {
            assertThat(Actor.parse("console").mayBeSamePersonAs(Actor.parse(named))).isTrue();
            assertThat(Actor.parse(named).mayBeSamePersonAs(Actor.parse("console"))).isTrue();
        }
        assertThat(Actor.parse("console").mayBeSamePersonAs(Actor.parse("console"))).isTrue();
        assertThat(Actor.parse("console").mayBeSamePersonAs(Actor.parse("another"))).isFalse();
        assertThat(Actor.parse("console").mayBeSamePersonAs(Actor.parse("M-1 via another")))
                .isFalse();
        assertThat(Actor.parse("M-1 via console").mayBeSamePersonAs(Actor.parse("M-2 via console")))
                .isFalse();
        assertThat(Actor.parse("M-1 via console").mayBeSamePersonAs(Actor.parse("M-1"))).isTrue();
    }

    @Test
    void whoIsToldIsReadAsItWasWritten() {
        assertThat(Recipient.parse("M-540328101201001-1"))
                .isEqualTo(Recipient.member("M-540328101201001-1"))
                .hasToString("M-540328101201001-1");
        assertThat(Recipient.parse("unit:540328101-gov"))
                .isEqualTo(Recipient.unit("540328101-gov"))
                .hasToString("unit:540328101-gov");
        assertThat(Recipient.parse("person:s-1"))
                .isEqualTo(Recipient.person("s-1"))
                .hasToString("person:s-1");
        assertThat(Recipient.parse("dispatcher:540328"))
                .isEqualTo(Recipient.dispatcher("540328"))
                .hasToString("dispatcher:540328");
    }

    @Test
    void whoHandlesACaseIsToldAsMemberOrUnit() {
        assertThat(new Assignee("MEMBER", "M-1").recipient()).hasToString("M-1");
        assertThat(new Assignee("UNIT", "U-1").recipient()).hasToString("unit:U-1");
    }
}
