package dev.wangge.notify.alert;

import dev.wangge.platform.seal.Vault;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The short code of an alert's link, for an SMS: its variables have 35 characters at most. Twelve
 * letters and digits, 60 bits that nobody without the key can guess.
 */
@Component
public class ShortCodes {
    private static final int LENGTH = 12;
    private static final Pattern SHAPE = Pattern.compile("[0-9a-v]{" + LENGTH + "}");
    private static final BigInteger ALL = BigInteger.valueOf(32).pow(LENGTH);
    private final Vault vault;

    public ShortCodes(Vault vault) {
        this.vault = vault;
    }

    /** Whether it looks like one. */
    public static boolean isOne(String code) {
        return SHAPE.matcher(code).matches();
    }

    public String of(String alertId) {
        var signature = vault.sign(("short link " + alertId).getBytes(StandardCharsets.UTF_8));
        var bits = new BigInteger(1, Arrays.copyOf(signature, 8)).mod(ALL);
        var code = bits.toString(32).toLowerCase(Locale.ROOT);
        return "0".repeat(LENGTH - code.length()) + code;
    }
}
