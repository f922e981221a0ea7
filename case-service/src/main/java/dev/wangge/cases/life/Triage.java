package dev.wangge.cases.life;

import java.util.List;

/** 三事分流 by rule: the first rule that fits decides, and its name is kept. */
final class Triage {
    /** Words that make a small thing great; a county's own list will replace it. */
    private static final List<String> RISK =
            List.of("械斗", "伤亡", "死亡", "爆炸", "火灾", "塌方", "泥石流", "山体滑坡", "雪崩", "群体", "聚集");

    private Triage() {}

    static Decision decide(Kind kind, String text) {
        for (var word : RISK) {
            if (text.contains(word)) {
                return new Decision(Tier.SUPERIOR, "risk-word:" + word);
            }
        }
        return switch (kind) {
            case EMERGENCY -> new Decision(Tier.SUPERIOR, "kind:EMERGENCY");
            case HAZARD, DISPUTE, PATROL_FINDING -> new Decision(Tier.COMMITTEE, "kind:" + kind);
            case REQUEST, ADVICE -> new Decision(Tier.NEIGHBOUR, "kind:" + kind);
        };
    }

    record Decision(Tier tier, String rule) {}
}
