package dev.wangge.gateway.audit;

import dev.wangge.platform.audit.AuditNote;
import dev.wangge.platform.audit.AuditSink;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the gateway itself does for callers goes into the trail at once. */
@Component
class TrailSink implements AuditSink {
    private final AuditTrail trail;

    TrailSink(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void keep(List<AuditNote> notes) {
        trail.append(
                notes.stream()
                        .map(it -> ServiceFacts.of(it.id(), "gateway", it.at(), it.by(), it.fact()))
                        .toList());
    }
}
