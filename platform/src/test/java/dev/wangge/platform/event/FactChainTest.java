package dev.wangge.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An aggregate's facts go on from one another, and the chain shows any that is not as it was. */
class FactChainTest {
    private static final Instant AT = Instant.parse("2026-11-24T02:00:00.123456789Z");
    private final EventCodec codec = new EventCodec(CaseEvent.class);

    private FactChain three() {
        var chain = new FactChain(codec, "case-1", List.of());
        for (int i = 1; i <= 3; i++) {
            var _ = chain.add(new CaseNoted("sha256:" + i), "M-1", AT.plusSeconds(i));
        }
        return chain;
    }

    @Test
    void anEmptyOneBeginsAtOne() {
        var chain = new FactChain(codec, "case-1", List.of());
        assertThat(chain.seq()).isZero();
        assertThat(chain.lastHash()).isEqualTo(Fact.GENESIS);

        var first = chain.add(new CaseStarted(), "M-1", AT);

        assertThat(first.seq()).isOne();
        assertThat(first.follows("case-1", Fact.GENESIS)).isTrue();
        assertThat(first.at()).isEqualTo("2026-11-24T02:00:00.123Z");
        assertThat(chain.seq()).isOne();
        assertThat(chain.lastHash()).isEqualTo(first.hash());
    }

    @Test
    void whatIsAddedIsToldApartFromWhatIsStored() {
        var stored = three().facts();
        var chain = new FactChain(codec, "case-1", stored);
        assertThat(chain.added()).isEmpty();

        var fourth = chain.add(new CaseStarted(), "M-1", AT);
        assertThat(chain.added()).containsExactly(fourth);
        assertThat(chain.facts()).hasSize(4).startsWith(stored.toArray(new Fact[0]));
        assertThat(fourth.seq()).isEqualTo(4);

        chain.stored();
        assertThat(chain.added()).isEmpty();
        var fifth = chain.add(new CaseStarted(), "M-1", AT);
        assertThat(chain.added()).containsExactly(fifth);
    }

    /** From a snapshot, where the story was not read: the next fact is the very same. */
    @Test
    void oneThatGoesOnFromASeqAndAHashAddsWhatTheWholeOneWould() {
        var whole = three();
        var resumed = new FactChain(codec, "case-1", whole.seq(), whole.lastHash());
        assertThat(resumed.seq()).isEqualTo(3);
        assertThat(resumed.lastHash()).isEqualTo(whole.lastHash());
        assertThat(resumed.facts()).isEmpty();

        assertThat(resumed.add(new CaseStarted(), "M-2", AT))
                .isEqualTo(whole.add(new CaseStarted(), "M-2", AT));
        assertThat(resumed.add(new CaseStarted(), "M-2", AT))
                .isEqualTo(whole.add(new CaseStarted(), "M-2", AT));
        assertThat(resumed.added()).hasSize(2).isEqualTo(resumed.facts());
    }

    @Test
    void aFactIsTheSameAfterItLayInADocument() {
        for (var fact : three().facts()) {
            assertThat(Fact.fromDocument(fact.toDocument())).isEqualTo(fact);
            // The database may give a small number back as one of 32 bits.
            var stored = fact.toDocument();
            stored.put("seq", (int) fact.seq());
            assertThat(Fact.fromDocument(stored)).isEqualTo(fact);
        }
    }

    @Test
    void theSameFactHasTheSameIdWhoeverWritesItAndAnotherOfItsAggregateAnother() {
        var one = three().facts();
        assertThat(one).extracting(Fact::id).doesNotHaveDuplicates();
        assertThat(three().facts()).isEqualTo(one);
        var elsewhere = new FactChain(codec, "case-2", List.of());
        assertThat(elsewhere.add(new CaseNoted("sha256:1"), "M-1", AT).id())
                .isNotEqualTo(one.getFirst().id());
    }

    @Test
    void anyPartOfAFactThatIsNotAsItWasBreaksTheChain() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var facts = three().facts();
        for (int tried = 0; tried < 50; tried++) {
            int which = random.nextInt(3);
            int part = random.nextInt(5);
            var fact = facts.get(which);
            var forged =
                    new Fact(
                            part == 0 ? fact.seq() + 1 : fact.seq(),
                            fact.id(),
                            part == 1 ? fact.type() + "x" : fact.type(),
                            part == 2 ? fact.at().plusMillis(1) : fact.at(),
                            part == 3 ? fact.by() + "x" : fact.by(),
                            part == 4 ? fact.data() + " " : fact.data(),
                            fact.hash());
            var before = which == 0 ? Fact.GENESIS : facts.get(which - 1).hash();

            assertThat(fact.follows("case-1", before)).isTrue();
            assertThat(forged.follows("case-1", before))
                    .as("seed %d: part %d of %d", seed, part, which)
                    .isFalse();
        }
    }
}
