package dev.wangge.platform.audit;

import java.util.List;

/** Where notes go: into the outbox of a service, or at the gateway into the trail itself. */
@FunctionalInterface
public interface AuditSink {
    /**
     * Stores them; a majority has them when this returns. Ones that are there already change
     * nothing.
     */
    void keep(List<AuditNote> notes);
}
