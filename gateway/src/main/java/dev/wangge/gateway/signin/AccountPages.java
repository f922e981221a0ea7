package dev.wangge.gateway.signin;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.account.Accounts;
import dev.wangge.gateway.account.Proofs;
import dev.wangge.gateway.account.Proofs.Tried;
import dev.wangge.platform.policy.OpenToAnyone;
import dev.wangge.platform.policy.Signed;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people do with their own account: choose a password, sign out everywhere. */
@Hidden // Pages, for people.
@RestController
class AccountPages {
    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;

    private final Accounts accounts;
    private final Proofs proofs;
    private final SignIns signIns;
    private final SignInPage page;

    AccountPages(Accounts accounts, Proofs proofs, SignIns signIns, SignInPage page) {
        this.accounts = accounts;
        this.proofs = proofs;
        this.signIns = signIns;
        this.page = page;
    }

    @Signed
    @GetMapping("/password/{secret}")
    ResponseEntity<String> choose(
            @PathVariable String secret,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        return accounts.invitedBy(secret)
                .map(it -> page.shown(request, lang, SignInStep.CHOOSE, Map.of("id", it.id())))
                .orElseGet(() -> gone(lang, request));
    }

    @Signed
    @PostMapping(path = "/password/{secret}", consumes = FORM)
    ResponseEntity<String> choose(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        var invited = accounts.invitedBy(secret);
        if (invited.isEmpty()) {
            return gone(lang, request);
        }
        var id = invited.get().id();
        var fault = fault(id, password, again);
        if (fault.isPresent()) {
            return page.refused(request, lang, SignInStep.CHOOSE, fault.get(), Map.of("id", id));
        }
        // Of two who choose at once by the same link one is the second.
        if (!accounts.chooseByLink(secret, password)) {
            return gone(lang, request);
        }
        return to("/sign-in");
    }

    @OpenToAnyone
    @GetMapping("/account")
    ResponseEntity<String> account(
            @RequestParam Optional<String> lang, HttpServletRequest request) {
        return signedIn(request)
                .map(it -> page.shown(request, lang, SignInStep.ACCOUNT, seen(it)))
                .orElseGet(() -> to("/sign-in"));
    }

    @OpenToAnyone
    @PostMapping(path = "/account/password", consumes = FORM)
    ResponseEntity<String> change(
            @RequestParam(defaultValue = "") String present,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        var them = signedIn(request);
        if (them.isEmpty()) {
            return to("/sign-in");
        }
        var id = them.get().id();
        var fault =
                proofs.password(id, present) instanceof Tried.Right
                        ? fault(id, password, again)
                        : Optional.of("wrong");
        if (fault.isPresent()) {
            return page.refused(request, lang, SignInStep.ACCOUNT, fault.get(), seen(them.get()));
        }
        accounts.choose(id, password);
        signIns.whole(request, id);
        return to("/account");
    }

    @OpenToAnyone
    @PostMapping(path = "/account/sign-out-everywhere", consumes = FORM)
    ResponseEntity<String> signOutEverywhere(HttpServletRequest request) {
        signedIn(request).map(Account::id).ifPresent(accounts::signOutEverywhere);
        signIns.end(request);
        return to("/sign-in");
    }

    private Optional<String> fault(String id, String password, String again) {
        return password.equals(again) ? accounts.fault(id, password) : Optional.of("not_the_same");
    }

    private Optional<Account> signedIn(HttpServletRequest request) {
        return signIns.in(request).map(SignIns.In::account);
    }

    private static Map<String, Object> seen(Account them) {
        var seen = new HashMap<String, Object>();
        seen.put("id", them.id());
        seen.put("name", them.name());
        seen.put("person", them.person() == null ? "" : them.person());
        seen.put("roles", them.roles());
        seen.put("divisions", String.join(", ", them.divisions()));
        seen.put("offer_codes", them.codes() == null);
        return seen;
    }

    private ResponseEntity<String> gone(Optional<String> lang, HttpServletRequest request) {
        return page.shown(request, lang, SignInStep.GONE, Map.of());
    }

    private static ResponseEntity<String> to(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(address)).build();
    }
}
