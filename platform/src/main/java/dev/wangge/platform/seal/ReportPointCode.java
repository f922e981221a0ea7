package dev.wangge.platform.seal;

import java.util.Optional;
import java.util.UUID;

/** What the QR code of a place where anybody may report holds: 32 characters of base64url. */
public final class ReportPointCode {
    private static final char PURPOSE = 'r';

    private ReportPointCode() {}

    public static String of(UUID point, Vault vault) {
        return SignedId.of(PURPOSE, point, vault);
    }

    /** The report point of a code; empty when we did not sign it. */
    public static Optional<UUID> read(String code, Vault vault) {
        return SignedId.read(PURPOSE, code, vault);
    }
}
