package dev.wangge.cases.rulebook;

import dev.wangge.cases.clock.Limits;
import dev.wangge.cases.clock.Run;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The rules by which a case is decided, from its beginning to its end; what one decided is kept in
 * the fact that needed it.
 */
public final class Rulebook {
    /** The name of the book of those that set nothing. */
    static final String BUILT_IN = "built-in-1";

    /** Words that make a small thing great; a county's own list will replace it. */
    private static final List<String> RISK =
            List.of("械斗", "伤亡", "死亡", "爆炸", "火灾", "塌方", "泥石流", "山体滑坡", "雪崩", "群体", "聚集");

    private static final Set<CaseKind> WITH_EVIDENCE =
            Set.of(CaseKind.HAZARD, CaseKind.PATROL_FINDING);
    private static final int SPOT_CHECKS = 1_000;
    private static final int NOT_CONTENT = 2;
    private final String version;
    private final Limits limits;
    private final Set<CaseKind> withEvidence;

    /** What is built in. */
    public Rulebook() {
        this(BUILT_IN, new Limits(), WITH_EVIDENCE);
    }

    Rulebook(String version, Limits limits, Set<CaseKind> withEvidence) {
        this.version = version;
        this.limits = limits;
        this.withEvidence = withEvidence;
    }

    /** 三事分流 by rule: the first rule that fits decides, and its name is kept. */
    public Level level(CaseKind kind, String text) {
        for (var word : RISK) {
            if (text.contains(word)) {
                return new Level(Tier.SUPERIOR, "risk-word:" + word);
            }
        }
        return switch (kind) {
            case EMERGENCY -> new Level(Tier.SUPERIOR, "kind:EMERGENCY");
            case HAZARD, DISPUTE, PATROL_FINDING -> new Level(Tier.COMMITTEE, "kind:" + kind);
            case REQUEST, ADVICE -> new Level(Tier.NEIGHBOUR, "kind:" + kind);
        };
    }

    /** A tier, and the rule that decided it. */
    public record Level(Tier tier, String rule) {}

    /** Whether it is reported done with something that shows it. */
    public boolean asksForEvidence(CaseKind kind) {
        return withEvidence.contains(kind);
    }

    /** Of 10,000 cases that were settled on the spot so many are checked afterwards. */
    public int spotCheckShare() {
        return SPOT_CHECKS;
    }

    /** Whether somebody asks a reporter who rated it so. */
    public boolean isFollowedUp(int score) {
        return score <= NOT_CONTENT;
    }

    /** By when what was closed is checked. */
    public Instant checkBy(Instant since) {
        return limits.verifyBy(since);
    }

    /** What a fact names that was decided by this book. */
    public String version() {
        return version;
    }

    /** By when a report is answered. */
    public Instant acceptBy(Instant reportedAt) {
        return limits.acceptBy(reportedAt);
    }

    /** By when somebody has it. */
    public Instant dispatchBy(Instant filedAt) {
        return limits.dispatchBy(filedAt);
    }

    /** How long each step may take. */
    public Limits limits() {
        return limits;
    }

    /** By when it is handled. */
    public Instant handleBy(CaseKind kind, Run run) {
        return limits.handleBy(kind, run);
    }

    /** By when somebody else has checked it. */
    public Instant verifyBy(Instant handledAt) {
        return limits.verifyBy(handledAt);
    }

    /** By when it is closed. */
    public Instant closeBy(Instant verifiedAt) {
        return limits.closeBy(verifiedAt);
    }
}
