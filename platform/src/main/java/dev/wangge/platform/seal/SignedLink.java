package dev.wangge.platform.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What an alert's link grants: this recipient may act on this case, or file this zero-report, until
 * it expires. Carried whole in the link, so that it works however many instances there are.
 *
 * @param caseId the case's id, or the zero-report's: both are made so that none is also the other's
 * @param recipient a member code, or a person reference
 */
public record SignedLink(UUID caseId, UUID alertId, String recipient, Instant expires) {
    private static final int HEAD = 16 + 16 + 4;
    private static final int SIGNATURE = 16;

    /** The link's last path segment. */
    public String token(Vault vault) {
        var payload = payload();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(payload.length + SIGNATURE)
                                .put(payload)
                                .put(vault.sign(payload))
                                .array());
    }

    /**
     * Reads a token; empty when we did not sign it. Whether it has expired is for the caller to
     * say.
     */
    public static Optional<SignedLink> read(String token, Vault vault) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length <= HEAD + SIGNATURE) {
            return Optional.empty();
        }
        var payload = Arrays.copyOf(all, all.length - SIGNATURE);
        if (!vault.signed(payload, Arrays.copyOfRange(all, payload.length, all.length))) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(payload);
        return Optional.of(
                new SignedLink(
                        new UUID(in.getLong(), in.getLong()),
                        new UUID(in.getLong(), in.getLong()),
                        new String(payload, HEAD, payload.length - HEAD, StandardCharsets.UTF_8),
                        Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt(32)))));
    }

    private byte[] payload() {
        var who = recipient.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEAD + who.length)
                .putLong(caseId.getMostSignificantBits())
                .putLong(caseId.getLeastSignificantBits())
                .putLong(alertId.getMostSignificantBits())
                .putLong(alertId.getLeastSignificantBits())
                .putInt((int) expires.getEpochSecond())
                .put(who)
                .array();
    }
}
