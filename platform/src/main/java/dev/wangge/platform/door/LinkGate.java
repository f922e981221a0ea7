package dev.wangge.platform.door;

import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;

/** Links of alerts, which carry our signature: {@code /l/<token>} and {@code /z/<token>}. */
public final class LinkGate implements Gate {
    private static final NotMine NOT_MINE = new NotMine();
    private static final Stranger STRANGER = new Stranger();

    private final Vault vault;
    private final InstantSource clock;

    public LinkGate(Vault vault, InstantSource clock) {
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public Verdict look(String path, HttpServletRequest request) {
        if (!path.startsWith("/l/") && !path.startsWith("/z/")) {
            return NOT_MINE;
        }
        var end = path.indexOf('/', 3);
        var token = end < 0 ? path.substring(3) : path.substring(3, end);
        return SignedLink.read(token, vault)
                .filter(link -> clock.instant().isBefore(link.expires()))
                .<Verdict>map(link -> new Granted(token))
                .orElse(STRANGER);
    }
}
