package dev.wangge.platform.security;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Which tokens are good no more before they expire: what somebody may was changed, or they were
 * signed out.
 */
@FunctionalInterface
public interface TokenEndings {
    /** Whether a token that was made then, in milliseconds, for this subject has ended. */
    boolean isEnded(String subject, long madeAt);

    /** Whether this one has. */
    default boolean isEnded(Jwt token) {
        var issued = token.getIssuedAt();
        long madeAt =
                token.getClaims().get(TokenClaim.MADE_AT) instanceof Number millis
                        ? millis.longValue()
                        : issued == null ? 0 : issued.toEpochMilli();
        return isEnded(String.valueOf(token.getSubject()), madeAt);
    }
}
