package dev.wangge.gateway.account;

import dev.wangge.platform.web.FreeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords as Argon2id keeps them: 19 MiB, two passes, one lane (OWASP's least), so that a
 * county's machine takes some 50 ms for one. What everybody tries first is refused; nothing else is
 * asked for but that it is long enough.
 */
@Component
class Passwords {
    static final int SHORTEST = 12;
    static final int LONGEST = 128;
    private static final Set<String> COMMON = common();

    private final Argon2PasswordEncoder argon2;

    /** Whose it is not: compared where there is no account, so that this takes as long. */
    private final String nobodys;

    @Autowired
    Passwords() {
        this(19_456);
    }

    /**
     * As hard to compute as is asked.
     *
     * @param kib of memory
     */
    Passwords(int kib) {
        argon2 = new Argon2PasswordEncoder(16, 32, 1, kib, 2);
        nobodys = hash(Hashes.random());
    }

    /** What is wrong with a password that somebody chose. */
    enum Fault {
        TOO_SHORT,
        TOO_LONG,
        COMMON,
        OWN_NAME
    }

    /** What is wrong with it for this account; nothing, when it may be taken. */
    Optional<Fault> fault(String password, String account) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(Fault.TOO_SHORT);
        }
        if (length > LONGEST || !FreeText.isText(password)) {
            return Optional.of(Fault.TOO_LONG);
        }
        var small = password.toLowerCase(Locale.ROOT);
        if (small.contains(account)) {
            return Optional.of(Fault.OWN_NAME);
        }
        return COMMON.contains(small)
                        || COMMON.contains(core(small))
                        || small.codePoints().distinct().count() < 5
                ? Optional.of(Fault.COMMON)
                : Optional.empty();
    }

    String hash(String password) {
        return Objects.requireNonNull(argon2.encode(password));
    }

    /** Whether it is the one; takes as long where there is none. */
    boolean matches(String password, @Nullable String hash) {
        boolean right =
                argon2.matches(FreeText.head(password, LONGEST), hash == null ? nobodys : hash);
        return right && hash != null;
    }

    /** Without digits and signs around: {@code password2026!} is as common as what is in it. */
    private static String core(String small) {
        return small.replaceAll("^[^a-z]+|[^a-z]+$", "");
    }

    private static Set<String> common() {
        try (var in = Passwords.class.getResourceAsStream("common-passwords.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
