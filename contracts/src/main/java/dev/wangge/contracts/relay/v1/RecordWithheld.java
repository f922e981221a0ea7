package dev.wangge.contracts.relay.v1;

import dev.wangge.contracts.EventType;

/**
 * v1: in place of a fact that the broker does not take, on any topic: so that what comes after it
 * need not wait, and nobody misses its {@code seq}. Subject, seq, time, actor and hash of the
 * envelope are the fact's. The fact itself follows, late, under its own id once it can be sent;
 * until then its service can be asked.
 *
 * @param type the fact's
 * @param bytes how large it is
 * @param reason Kafka's name for why, such as RecordTooLargeException
 */
@EventType("wangge.record.withheld.v1")
public record RecordWithheld(String type, int bytes, String reason) {}
