package dev.wangge.platform.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * An id and our signature of it, 32 characters of base64url: nobody guesses one, and none is
 * stored.
 */
final class SignedId {
    private static final int ID = 16;
    private static final int SIGNATURE = 8;

    private SignedId() {}

    /**
     * The code of an id.
     *
     * @param purpose before what is signed: what was signed for one thing passes for no other, and
     *     no link's payload begins so and is as short
     */
    static String of(char purpose, UUID id, Vault vault) {
        var bytes = bytes(id);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(ID + SIGNATURE)
                                .put(bytes)
                                .put(signed(purpose, bytes, vault))
                                .array());
    }

    /** The id of a code; empty when we did not sign it, for this purpose. */
    static Optional<UUID> read(char purpose, String code, Vault vault) {
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
                        of(purpose, id, vault).getBytes(StandardCharsets.US_ASCII),
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

    private static byte[] signed(char purpose, byte[] id, Vault vault) {
        var payload = ByteBuffer.allocate(1 + ID).put((byte) purpose).put(id).array();
        return Arrays.copyOf(vault.sign(payload), SIGNATURE);
    }
}
