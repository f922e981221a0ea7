package dev.wangge.platform.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * 一案一码: a case's unguessable code, 32 characters of base64url. It holds the case's id and our
 * signature, so that every case has one and none is stored.
 */
public final class CaseCode {
    private static final int ID = 16;
    private static final int SIGNATURE = 8;

    /** No link's payload begins so and is as short: neither passes for the other. */
    private static final byte PURPOSE = 'c';

    private CaseCode() {}

    public static String of(UUID caseId, Vault vault) {
        var id = bytes(caseId);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(ID + SIGNATURE).put(id).put(signed(id, vault)).array());
    }

    /** The case of a code; empty when we did not sign it. */
    public static Optional<UUID> read(String code, Vault vault) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(code);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length != ID + SIGNATURE) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(all);
        var id = new UUID(in.getLong(), in.getLong());
        // Whole and in one spelling: what is not ours differs somewhere.
        return MessageDigest.isEqual(
                        of(id, vault).getBytes(StandardCharsets.US_ASCII),
                        code.getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(id)
                : Optional.empty();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] signed(byte[] id, Vault vault) {
        var payload = ByteBuffer.allocate(1 + ID).put(PURPOSE).put(id).array();
        return Arrays.copyOf(vault.sign(payload), SIGNATURE);
    }
}
