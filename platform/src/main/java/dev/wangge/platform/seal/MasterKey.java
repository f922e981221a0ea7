package dev.wangge.platform.seal;

import dev.wangge.platform.life.CannotServe;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** WANGGE_MASTER_KEY: 32 random bytes from which all other keys are derived. */
public final class MasterKey {
    private static final int BYTES = 32;

    /** Of 32 random bytes some 30 differ, and of the steps between them as many. */
    private static final int RANDOM_ENOUGH = 9;

    private static final int FINGERPRINT = 6;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a key.
     *
     * @param setting base64
     * @throws CannotServe when it is none; the value is never told
     */
    public static MasterKey of(String setting) {
        if (setting.isBlank()) {
            throw unusable("is not set");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(setting.strip());
        } catch (IllegalArgumentException e) {
            throw unusable("is not base64");
        }
        if (bytes.length != BYTES) {
            throw unusable("is base64 of %d bytes, not of %d".formatted(bytes.length, BYTES));
        }
        return new MasterKey(bytes);
    }

    private static CannotServe unusable(String why) {
        return new CannotServe(
                "WANGGE_MASTER_KEY " + why,
                "Set it to base64 of 32 random bytes, the same for every service, and keep it: `openssl rand -base64 32`");
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Tells this key from others without telling anything of it: 12 hexadecimal digits, derived as
     * its other keys are.
     */
    public String fingerprint() {
        try {
            var digest =
                    KDF.getInstance("HKDF-SHA256")
                            .deriveData(
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(bytes)
                                            .thenExpand(Vault.purpose("fingerprint"), BYTES));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether anybody would try it: nothing but zeros, one count, a few bytes again and again. */
    public boolean isGuessable() {
        var steps = new byte[BYTES - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (byte) (bytes[i + 1] - bytes[i]);
        }
        return different(bytes) < RANDOM_ENOUGH
                || different(steps) < RANDOM_ENOUGH
                || Arrays.equals(bytes, 0, BYTES / 2, bytes, BYTES / 2, BYTES)
                || isWords();
    }

    private static long different(byte[] some) {
        var seen = new boolean[256];
        int different = 0;
        for (var one : some) {
            if (!seen[one & 0xff]) {
                seen[one & 0xff] = true;
                different++;
            }
        }
        return different;
    }

    private boolean isWords() {
        for (var one : bytes) {
            if (!(one >= 'a' && one <= 'z') && one != ' ' && one != '-' && one != '_') {
                return false;
            }
        }
        return true;
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "MasterKey " + fingerprint();
    }
}
