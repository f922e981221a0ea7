package dev.wangge.gateway.account;

import dev.wangge.gateway.account.Accounts.Made;
import dev.wangge.gateway.account.Accounts.Wanted;
import dev.wangge.gateway.provider.IdentityProviders;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.security.TokenSettings;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts of people, kept by those who give people their rights (安全管理员). */
@Tag(name = "Accounts 账户")
@RestController
@RequestMapping(AccountController.PATH)
class AccountController {
    static final String PATH = "/api/v1/accounts";

    private final Accounts accounts;
    private final IdentityProviders providers;
    private final StrictBodies bodies;
    private final InstantSource clock;
    private final String issuer;

    AccountController(
            Accounts accounts,
            IdentityProviders providers,
            StrictBodies bodies,
            InstantSource clock,
            TokenSettings tokens) {
        this.accounts = accounts;
        this.providers = providers;
        this.bodies = bodies;
        this.clock = clock;
        this.issuer = tokens.issuer();
    }

    @Operation(summary = "Accounts that belong to the caller's divisions, by id")
    @AllowedTo(Role.SECURITY_ADMIN)
    @GetMapping
    Page<AccountView> list(
            @RequestParam Optional<String> role,
            @RequestParam Optional<String> person,
            @RequestParam Optional<Work.Presence> presence,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        Page.checkLimit(limit);
        var wanted = new Wanted(role.map(AccountController::role), person, presence);
        cursor.filter(one -> !one.matches(AccountForm.ID))
                .ifPresent(_ -> {
                    throw Problem.invalid(
                            Pointed.parameter(
                                    "cursor", "wrong-cursor", "Not a cursor of this list"));
                });
        var now = clock.instant();
        return Page.of(
                accounts.list(wanted, Caller.current(), limit + 1, cursor.orElse(null)),
                limit,
                now,
                Account::id,
                shown -> seen(shown, now));
    }

    private List<AccountView> seen(List<Account> shown, Instant now) {
        var names = accounts.knownAs(shown);
        return shown.stream()
                .map(it -> AccountView.of(it, names.getOrDefault(it.id(), List.of()), now, null))
                .toList();
    }

    @Operation(summary = "One account")
    @AllowedTo(Role.SECURITY_ADMIN)
    @GetMapping("/{id}")
    ResponseEntity<AccountView> one(@PathVariable String id) {
        return answer(ResponseEntity.ok(), new Made(accounts.one(id, Caller.current()), null));
    }

    @Operation(summary = "Open an account: the answer has the link by which they choose a password")
    @AllowedTo(Role.SECURITY_ADMIN)
    @PostMapping
    @Takes(AccountForm.class)
    @Answers(201)
    ResponseEntity<AccountView> open(HttpServletRequest request) throws IOException {
        var made = accounts.open(form(request).read(providers), Caller.current());
        return answer(ResponseEntity.created(URI.create(PATH + "/" + made.account().id())), made);
    }

    @Operation(summary = "Change what somebody is called, who they are, and what they may where")
    @AllowedTo(Role.SECURITY_ADMIN)
    @PutMapping("/{id}")
    @Takes(AccountForm.class)
    ResponseEntity<AccountView> change(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        var said = form(request).read(providers);
        if (!said.id().equals(id)) {
            throw Problem.invalid(
                    Pointed.at("#/id", "wrong-value", "It is another one than in the address"));
        }
        var changed = accounts.change(id, said, ifMatch, Caller.current());
        return answer(ResponseEntity.ok(), new Made(changed, null));
    }

    @Operation(
            summary = "disable, enable, unlock, sign-out, invite, forget-codes",
            description =
                    "`invite` gives a new link to choose a password by, and takes the one there is; `forget-codes` takes an authenticator that was lost; each ends what they are signed in to, but `enable` and `unlock`.")
    @AllowedTo(Role.SECURITY_ADMIN)
    @PostMapping("/{id}/actions/{action}")
    ResponseEntity<AccountView> act(
            @PathVariable String id,
            @PathVariable String action,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var named =
                AccountAction.of(action)
                        .orElseThrow(() ->
                                new Problem(ProblemType.NO_SUCH_ACTION, "No action " + action));
        var made = accounts.act(id, named, ifMatch, Caller.current());
        return answer(ResponseEntity.ok(), made);
    }

    private List<String> names(Account account) {
        return accounts.knownAs(List.of(account)).getOrDefault(account.id(), List.of());
    }

    private static Role role(String spelled) {
        return Role.of(spelled)
                .orElseThrow(() ->
                        Problem.invalid(
                                Pointed.parameter("role", "wrong-value", "There is no such role")));
    }

    private AccountForm form(HttpServletRequest request) throws IOException {
        return bodies.read(request.getInputStream().readAllBytes(), AccountForm.class);
    }

    private ResponseEntity<AccountView> answer(ResponseEntity.BodyBuilder answer, Made made) {
        var link = made.secret() == null ? null : issuer + "/password/" + made.secret();
        var account = made.account();
        return answer.eTag(new EntityTag(account.version()).toString())
                .body(AccountView.of(account, names(account), clock.instant(), link));
    }
}
