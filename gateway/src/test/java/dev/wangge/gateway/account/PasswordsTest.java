package dev.wangge.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @ParameterizedTest
    @CsvSource({
        "eighteen yaks on the pass,",
        "十八头牦牛走过山口就到家了,",
        "eleven char, TOO_SHORT",
        "twelve chars,",
        "password2026, COMMON",
        "!!!Password!!!, COMMON",
        "qwertyuiop123, COMMON",
        "abababababababab, COMMON",
        "zhuoma is my name, OWN_NAME",
        "ZHUOMA is my name, OWN_NAME"
    })
    void whatOthersGuessIsRefused(String password, Passwords.Fault fault) {
        assertThat(passwords.fault(password, "zhuoma").orElse(null)).isEqualTo(fault);
    }

    @Test
    void whatNobodyTypesIsRefused() {
        assertThat(passwords.fault("x".repeat(5) + "abcdefgh".repeat(16), "zhuoma"))
                .contains(Passwords.Fault.TOO_LONG);
        assertThat(passwords.fault("a null \0 in the middle", "zhuoma"))
                .contains(Passwords.Fault.TOO_LONG);
    }

    @Test
    void aHashIsSaltedAndNamesItsCost() {
        var hash = passwords.hash("eighteen yaks on the pass");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.hash("eighteen yaks on the pass")).isNotEqualTo(hash);
        assertThat(passwords.matches("eighteen yaks on the pass", hash)).isTrue();
        assertThat(passwords.matches("eighteen yaks on the pasS", hash)).isFalse();
        assertThat(passwords.matches("eighteen yaks on the pass", null)).isFalse();
    }

    /** Nobody tells by it which accounts there are. */
    @Test
    void whereThereIsNoneItTakesAsLong() {
        var hash = passwords.hash("eighteen yaks on the pass");
        long wrong = median(() -> passwords.matches("is it this one", hash));
        long nobody = median(() -> passwords.matches("is it this one", null));

        assertThat((double) nobody / wrong).isBetween(0.5, 2.0);
    }

    private static long median(Runnable tried) {
        return LongStream.range(0, 9)
                .map(_ -> {
                    long begun = System.nanoTime();
                    tried.run();
                    return System.nanoTime() - begun;
                })
                .sorted()
                .skip(4)
                .findFirst()
                .orElseThrow();
    }
}
