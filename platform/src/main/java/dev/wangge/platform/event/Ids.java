package dev.wangge.platform.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Deterministic identities (UUIDv5) and digests: the same input is the same thing, however often it
 * comes.
 */
public final class Ids {
    private static final UUID NAMESPACE = UUID.fromString("6f1c4f0e-6b0e-5d0a-9d6f-5403280000aa");

    private Ids() {}

    /**
     * RFC 9562 UUIDv5 of the parts in our namespace; parts are separated so that they cannot run
     * together.
     */
    public static UUID of(String... parts) {
        var sha1 = digest("SHA-1");
        sha1.update(
                ByteBuffer.allocate(16)
                        .putLong(NAMESPACE.getMostSignificantBits())
                        .putLong(NAMESPACE.getLeastSignificantBits())
                        .flip());
        for (var part : parts) {
            sha1.update(part.getBytes(StandardCharsets.UTF_8));
            sha1.update((byte) 0);
        }
        var hash = ByteBuffer.wrap(sha1.digest());
        long most = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
        long least = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    /** SHA-256 in lower-case hex. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(bytes));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
