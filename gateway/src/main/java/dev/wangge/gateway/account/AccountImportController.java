package dev.wangge.gateway.account;

import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.security.TokenSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts of many people at once. */
@Tag(name = "Accounts 账户")
@RestController
class AccountImportController {
    private final AccountImport accounts;
    private final String issuer;

    AccountImportController(AccountImport accounts, TokenSettings tokens) {
        this.accounts = accounts;
        this.issuer = tokens.issuer();
    }

    /**
     * What came of a file, or would.
     *
     * @param links of whoever has to choose a password: in this answer, and never again
     */
    record ImportedView(
            boolean dryRun, int rows, int opened, int changed, int unchanged, List<Link> links) {
        /** By which somebody chooses their password. */
        record Link(String id, String link) {
            /** Never into a log by accident. */
            @Override
            public String toString() {
                return "Link " + id;
            }
        }
    }

    @Operation(
            summary =
                    "Open and change accounts by a table: id,name,roles,divisions,person,units,known_as,active",
            description =
                    "All of it or nothing; several roles, divisions, units or names are parted by semicolons."
                            + " Whoever is opened, or was invited too long ago, gets a link.")
    @AllowedTo(Role.SECURITY_ADMIN)
    @PostMapping(path = AccountController.PATH + ":import", consumes = "text/csv")
    @Takes(as = "text/csv")
    ImportedView bring(
            @RequestParam(defaultValue = "false") boolean dryRun, HttpServletRequest request)
            throws IOException {
        var imported =
                accounts.run(
                        request.getInputStream(),
                        request.getContentType(),
                        dryRun,
                        Caller.current());
        return new ImportedView(
                dryRun,
                imported.rows(),
                imported.opened(),
                imported.changed(),
                imported.unchanged(),
                imported.invited().stream()
                        .map(made ->
                                new ImportedView.Link(
                                        made.account().id(), issuer + "/password/" + made.secret()))
                        .toList());
    }
}
