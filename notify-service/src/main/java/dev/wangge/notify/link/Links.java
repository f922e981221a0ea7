package dev.wangge.notify.link;

import dev.wangge.notify.alert.Alert;
import dev.wangge.notify.alert.AlertSettings;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The page behind an alert: what its recipient may do with what it is about, signed. */
@Component
public class Links {
    private final AlertSettings settings;
    private final Vault vault;

    public Links(AlertSettings settings, Vault vault) {
        this.settings = settings;
        this.vault = vault;
    }

    /** The whole link. The same alert always has the same one. */
    public String of(Alert alert) {
        return settings.publicUrl().replaceFirst("/+$", "") + path(alert);
    }

    /** The link without scheme and host. */
    String path(Alert alert) {
        var subject = alert.cause().subject();
        var link =
                new SignedLink(
                        UUID.fromString(subject.id()),
                        UUID.fromString(alert.id()),
                        alert.recipient(),
                        expires(alert));
        return subject.page() + link.token(vault);
    }

    /** It opens at least as long as what it asks for is waited for. */
    private Instant expires(Alert alert) {
        var soonest = alert.createdAt().plus(settings.linkLife());
        var due = alert.cause().due();
        return due != null && due.isAfter(soonest) ? due : soonest;
    }
}
