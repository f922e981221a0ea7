package dev.wangge.platform.security;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Believes no token that has ended, remembered or not. */
final class EndingJwtDecoder implements JwtDecoder {
    private final JwtDecoder checks;
    private final TokenEndings endings;

    EndingJwtDecoder(JwtDecoder checks, TokenEndings endings) {
        this.checks = checks;
        this.endings = endings;
    }

    @Override
    public Jwt decode(String token) {
        var jwt = checks.decode(token);
        if (endings.isEnded(jwt)) {
            throw new BadJwtException("The token has ended");
        }
        return jwt;
    }
}
