package dev.wangge.gateway.audit;

import org.jspecify.annotations.Nullable;

/** Where it is written down what was done. */
@FunctionalInterface
public interface Audit {
    /**
     * Writes it down; it is stored when this returns.
     *
     * @param by who, as facts name them; {@code unknown} where nobody proved who they are
     * @param from the address that it came from
     * @param about whose account, or which client; null where it is about none
     * @param detail what changed, without names; null where the event says it all
     */
    void note(
            AuditEvent event,
            String by,
            String from,
            @Nullable String about,
            @Nullable String detail);
}
