package dev.wangge.gateway.audit;

import org.bson.Document;

/** Where notes come that changes carry in their documents. */
@FunctionalInterface
public interface AuditedChanges {
    /** Has the trail know of a change; one that it knows changes nothing. */
    void take(Document carried);
}
