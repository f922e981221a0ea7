package dev.wangge.gateway.identity;

import dev.wangge.gateway.client.ClientSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Matches secrets of clients: those that we gave cost next to nothing, and configured ones a
 * bcrypt. It never asks to encode them anew: they stay as they were given.
 *
 * <p>A right configured secret is remembered by its MAC under a key of this process, so that only
 * the first token of a client costs a bcrypt; how often wrong ones do is for {@link TokenDoor} to
 * say. One entry per client at most.
 *
 * <p>Outside a demonstration a secret that everybody can read in this repository is never right,
 * however it was hashed: no hash shows that before somebody comes with it.
 */
final class ClientSecrets implements PasswordEncoder {
    private static final Logger log = LoggerFactory.getLogger(ClientSecrets.class);

    private final PasswordEncoder delegate =
            PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final Map<String, byte[]> verified = new ConcurrentHashMap<>();
    private final SecretKeySpec key;
    private final Predicate<String> published;

    ClientSecrets(Predicate<String> published) {
        this.published = published;
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, "HmacSHA256");
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
        return delegate.encode(secret);
    }

    /**
     * Whether this secret is right, as far as next to no work shows it: because it was found so
     * before, or is one of ours.
     */
    boolean isRemembered(CharSequence secret, String configured) {
        if (ClientSecret.isIssued(configured)) {
            return ClientSecret.isOneOf(secret, configured);
        }
        var known = verified.get(configured);
        return known != null && MessageDigest.isEqual(known, mac(secret));
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String configured) {
        if (secret == null || configured == null) {
            return false;
        }
        if (isRemembered(secret, configured)) {
            return true;
        }
        if (ClientSecret.isIssued(configured)) {
            return false;
        }
        var right = delegate.matches(secret, configured);
        if (right && published.test(secret.toString())) {
            log.error(
                    "A client came with the secret that is configured for it, and that everybody knows: refused. Give it another");
            return false;
        }
        if (right) {
            verified.put(configured, mac(secret));
        }
        return right;
    }

    @Override
    public boolean upgradeEncoding(@Nullable String configured) {
        return false;
    }

    private byte[] mac(CharSequence secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(secret.toString().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
