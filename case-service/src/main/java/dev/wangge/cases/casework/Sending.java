package dev.wangge.cases.casework;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecordedOnDevice;
import dev.wangge.platform.web.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings beside what it asks for.
 *
 * @param ifMatch the version the caller saw; null for whatever it is now
 * @param key by which it is done once; null where nobody will repeat it
 * @param onDevice that it was recorded out of coverage; null where it was not
 */
public record Sending(
        @Nullable String ifMatch,
        @Nullable IdempotencyKey key,
        @Nullable CaseRecordedOnDevice onDevice) {
    /** One that is done once. */
    public static Sending once(@Nullable IdempotencyKey key) {
        return new Sending(null, key, null);
    }
}
