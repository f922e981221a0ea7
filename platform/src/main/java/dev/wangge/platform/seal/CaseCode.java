package dev.wangge.platform.seal;

import java.util.Optional;
import java.util.UUID;

/** 一案一码: a case's unguessable code, 32 characters of base64url, without being stored. */
public final class CaseCode {
    private static final char PURPOSE = 'c';

    private CaseCode() {}

    public static String of(UUID caseId, Vault vault) {
        return SignedId.of(PURPOSE, caseId, vault);
    }

    /** The case of a code; empty when we did not sign it. */
    public static Optional<UUID> read(String code, Vault vault) {
        return SignedId.read(PURPOSE, code, vault);
    }
}
