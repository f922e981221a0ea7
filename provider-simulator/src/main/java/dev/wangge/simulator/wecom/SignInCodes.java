package dev.wangge.simulator.wecom;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Codes of 网页授权: good once, for five minutes. */
@Component
class SignInCodes {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Issued> eldest) {
                    return size() > MOST;
                }
            };

    private record Issued(String member, Instant until) {}

    synchronized String issue(String member, Instant now) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.put(code, new Issued(member, now.plus(LIFE)));
        return code;
    }

    /**
     * Whose it is; it is good no more.
     *
     * @throws WecomRefusal 40029 for one that is none, was used or is too old
     */
    synchronized String take(@Nullable String code, Instant now) {
        Issued found = code == null ? null : issued.remove(code);
        if (found == null || !now.isBefore(found.until())) {
            throw new WecomRefusal(40029, "invalid code");
        }
        return found.member();
    }
}
