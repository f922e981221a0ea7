package dev.wangge.notify.alert;

import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The page behind an alert: what its recipient may do with the case, signed. */
@Component
class Links {
    private final AlertSettings settings;
    private final Vault vault;

    Links(AlertSettings settings, Vault vault) {
        this.settings = settings;
        this.vault = vault;
    }

    /** The whole link. The same alert always has the same one. */
    String of(Alert alert) {
        return settings.publicUrl().replaceFirst("/+$", "") + path(alert);
    }

    /** The link without scheme and host. */
    String path(Alert alert) {
        var link =
                new SignedLink(
                        UUID.fromString(alert.cause().caseId()),
                        UUID.fromString(alert.id()),
                        alert.recipient(),
                        alert.createdAt().plus(settings.linkLife()));
        return "/l/" + link.token(vault);
    }
}
