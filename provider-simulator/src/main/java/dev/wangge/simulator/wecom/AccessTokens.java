package dev.wangge.simulator.wecom;

import dev.wangge.simulator.SimulatorSettings;
import dev.wangge.simulator.tuning.Tuning;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Access tokens: asked again within its life, WeCom hands out the same one. */
@Component
class AccessTokens {

    private final SimulatorSettings.Wecom corp;
    private final Tuning tuning;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> expiries = new RecentTokens();
    private @Nullable String latest;

    AccessTokens(SimulatorSettings settings, Tuning tuning) {
        this.corp = settings.wecom();
        this.tuning = tuning;
    }

    /**
     * @throws WecomRefusal 40013 and 40001 for another corp or secret
     */
    synchronized Token issue(@Nullable String corpId, @Nullable String secret, Instant now) {
        if (corpId == null || corpId.isEmpty()) {
            throw new WecomRefusal(41002, "corpid missing");
        }
        if (secret == null || secret.isEmpty()) {
            throw new WecomRefusal(41004, "corpsecret missing");
        }
        if (!corpId.equals(corp.corpId())) {
            throw new WecomRefusal(40013, "invalid corpid");
        }
        if (!secret.equals(corp.corpSecret())) {
            throw new WecomRefusal(40001, "invalid credential");
        }
        String token = latest;
        Instant expiry = token == null ? null : expiries.get(token);
        if (token == null || expiry == null || !expiry.isAfter(now)) {
            byte[] bytes = new byte[48];
            random.nextBytes(bytes);
            token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            expiry = now.plus(tuning.tokenLife());
            expiries.put(token, expiry);
            latest = token;
        }
        return new Token(token, Duration.between(now, expiry).toSeconds());
    }

    /**
     * @throws WecomRefusal 41001 without one, 42001 for an expired, 40014 for any other
     */
    synchronized void check(@Nullable String token, Instant now) {
        if (token == null || token.isEmpty()) {
            throw new WecomRefusal(41001, "access_token missing");
        }
        Instant expiry = expiries.get(token);
        if (expiry == null) {
            throw new WecomRefusal(40014, "invalid access_token");
        }
        if (!expiry.isAfter(now)) {
            throw new WecomRefusal(42001, "access_token expired");
        }
    }

    record Token(String value, long secondsLeft) {}

    private static final class RecentTokens extends LinkedHashMap<String, Instant> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > 100;
        }
    }
}
