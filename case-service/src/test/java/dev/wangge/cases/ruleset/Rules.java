package dev.wangge.cases.ruleset;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;

/** Rules as one instance of the service has them. */
public final class Rules {
    private final RuleLog log;
    private final RulesInForce inForce;
    private final RuleDesk desk;

    public Rules(
            MongoOperations mongo, Clock clock, MeterRegistry metrics, List<RuleSet<?, ?>> sets) {
        this.log = new RuleLog(mongo, _ -> {}, clock);
        log.createIndex();
        this.inForce = new RulesInForce(log, sets, metrics);
        inForce.load();
        this.desk = new RuleDesk(log, inForce, clock);
    }

    public RulesInForce inForce() {
        return inForce;
    }

    RuleLog log() {
        return log;
    }

    RuleDesk desk() {
        return desk;
    }

    /** As the sweep does every two seconds. */
    public void refresh() {
        inForce.refresh();
    }

    public <B extends Record> void set(RuleSet<B, ?> set, String division, RuleChange<B> change) {
        var _ = desk.set(set, division, change, null, "admin");
    }

    public <B extends Record> List<Finding> check(RuleSet<B, ?> set, B body) {
        return desk.check(set, body, "540328");
    }
}
