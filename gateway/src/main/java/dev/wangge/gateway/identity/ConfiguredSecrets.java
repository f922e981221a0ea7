package dev.wangge.gateway.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Matches secrets as they are configured. It never asks to encode them anew: there is no store to
 * keep the result in, and a quickstart's tokens would cost a bcrypt each.
 */
final class ConfiguredSecrets implements PasswordEncoder {
    private final PasswordEncoder delegate =
            PasswordEncoderFactories.createDelegatingPasswordEncoder();

    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
        return delegate.encode(secret);
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String configured) {
        return delegate.matches(secret, configured);
    }

    @Override
    public boolean upgradeEncoding(@Nullable String configured) {
        return false;
    }
}
