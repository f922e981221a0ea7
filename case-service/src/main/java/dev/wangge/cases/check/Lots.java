package dev.wangge.cases.check;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseEvent.Lot;
import dev.wangge.platform.seal.Vault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * 抽查: draws cases that were settled on the spot. Whoever settles one cannot foresee the lot, for
 * each month has a secret key of its own; when it is over the key is told, and everybody can draw
 * again: the first four bytes of HMAC-SHA256 under it over {@code <case id>/<round>}, unsigned,
 * modulo 10,000.
 */
@Component
public final class Lots {
    private static final String HMAC = "HmacSHA256";
    private static final int ALL = 10_000;
    private final Vault vault;
    private final Clock clock;

    public Lots(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Draws this round of a case.
     *
     * @param share of 10,000
     */
    public Lot draw(Case it, Instant now, int share) {
        var month = YearMonth.from(now.atZone(WorkCalendar.ZONE));
        var drawn = mac(key(month), it.id() + "/" + it.round());
        return new Lot(
                month.toString(),
                Integer.remainderUnsigned(ByteBuffer.wrap(drawn).getInt(), ALL),
                share);
    }

    /** In hexadecimal digits the key of a month that is over; empty before. */
    Optional<String> keyOf(YearMonth month) {
        return month.isBefore(YearMonth.from(clock.instant().atZone(WorkCalendar.ZONE)))
                ? Optional.of(HexFormat.of().formatHex(key(month)))
                : Optional.empty();
    }

    private byte[] key(YearMonth month) {
        return vault.sign(("spot checks of " + month).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
