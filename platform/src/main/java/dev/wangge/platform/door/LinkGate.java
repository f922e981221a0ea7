package dev.wangge.platform.door;

import dev.wangge.platform.page.OpenPage;
import dev.wangge.platform.seal.CaseCode;
import dev.wangge.platform.seal.ReportPointCode;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;

/** Addresses of pages, which carry our signature. */
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
        var page = OpenPage.at(path);
        if (page.isEmpty()) {
            return NOT_MINE;
        }
        var grant = page.get().grantIn(path);
        return isOurs(page.get(), grant) ? new Granted(grant) : STRANGER;
    }

    private boolean isOurs(OpenPage page, String grant) {
        return switch (page) {
            case CASE -> CaseCode.read(grant, vault).isPresent();
            case REPORT -> ReportPointCode.read(grant, vault).isPresent();
            case CASE_ALERT, ZERO_REPORT_ALERT ->
                    SignedLink.read(grant, vault)
                            .filter(link -> clock.instant().isBefore(link.expires()))
                            .isPresent();
        };
    }
}
