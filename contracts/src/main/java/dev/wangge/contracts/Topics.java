package dev.wangge.contracts;

/** The Kafka topics, and what keys them. */
public final class Topics {
    /** Facts about cases; key: case id. */
    public static final String CASES = "wangge.cases.v1";

    /** Sealed contacts of residents; key: person reference; compacted, a tombstone means erased. */
    public static final String PEOPLE = "wangge.people.v1";

    /** Present state of the directory; key: {@code type:code}; compacted. */
    public static final String GRIDS = "wangge.grids.v1";

    /** What is done in the field, and what is not; key: id of the report or move it is about. */
    public static final String FIELDWORK = "wangge.fieldwork.v1";

    /** What became of alerts; key: alert id. */
    public static final String ALERTS = "wangge.alerts.v1";

    /**
     * What the audit trail is to know of each service; key: the record's id. One partition: the
     * trail is one chain, whoever sends.
     */
    public static final String AUDIT = "wangge.audit.v1";

    private Topics() {}
}
