package dev.wangge.simulator.wecom;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Knows the bodies of late: the same one within its interval is not delivered again. */
class DuplicateCheck {

    private record Seen(String msgId, Instant until) {}

    private final Map<String, Seen> bodies = new RecentBodies();

    /** Under which id this very body was accepted within the interval; else remembers it. */
    synchronized Optional<String> seen(byte[] body, String msgId, Duration interval, Instant now) {
        String key = fingerprint(body);
        Seen before = bodies.get(key);
        if (before != null && now.isBefore(before.until())) {
            return Optional.of(before.msgId());
        }
        bodies.put(key, new Seen(msgId, now.plus(interval)));
        return Optional.empty();
    }

    private static String fingerprint(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final class RecentBodies extends LinkedHashMap<String, Seen> {
        private static final int KEPT = 50_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > KEPT;
        }
    }
}
