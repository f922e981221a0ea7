package dev.wangge.gateway.attendance;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.account.Accounts;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** To whom people hand their work: said by themselves, or by an administrator of accounts. */
@Tag(name = "Accounts 账户")
@RestController
class HandingOnController {
    private static final String MINE = "/api/v1/me/handed-on";
    private static final String SOMEBODYS = "/api/v1/accounts/{id}/handed-on";

    private final Accounts accounts;
    private final HandingOn handingOn;
    private final StrictBodies bodies;
    private final InstantSource clock;

    HandingOnController(
            Accounts accounts, HandingOn handingOn, StrictBodies bodies, InstantSource clock) {
        this.accounts = accounts;
        this.handingOn = handingOn;
        this.bodies = bodies;
        this.clock = clock;
    }

    /**
     * To whom somebody's work is handed.
     *
     * @param to an account; null when to nobody
     */
    record HandedOnView(@Nullable String to, @Nullable String until) {
        static final HandedOnView NOBODY = new HandedOnView(null, null);
    }

    @Operation(summary = "To whom I handed my work")
    @AllowedTo(Role.HANDLER)
    @GetMapping(MINE)
    HandedOnView mine() {
        return me().map(this::view).orElse(HandedOnView.NOBODY);
    }

    @Operation(
            summary = "Hand my work to another handler, who does it in their own name, until then")
    @AllowedTo(Role.HANDLER)
    @PutMapping(MINE)
    @Takes(HandOnForm.class)
    HandedOnView handMine(HttpServletRequest request) throws IOException {
        var from =
                me().orElseThrow(() ->
                        Problem.invalid(
                                Pointed.at(
                                        "#/to", "wrong-value", "A system has no work to hand on")));
        return hand(from, request);
    }

    @Operation(summary = "Take my work back")
    @AllowedTo(Role.HANDLER)
    @DeleteMapping(MINE)
    HandedOnView takeMineBack() {
        return me().map(this::takeBack).orElse(HandedOnView.NOBODY);
    }

    @Operation(summary = "Hand somebody's work to another handler, who does it in their own name")
    @AllowedTo(Role.SECURITY_ADMIN)
    @PutMapping(SOMEBODYS)
    @Takes(HandOnForm.class)
    HandedOnView hand(@PathVariable String id, HttpServletRequest request) throws IOException {
        return hand(accounts.one(id, Caller.current()), request);
    }

    @Operation(summary = "Give somebody's work back to them")
    @AllowedTo(Role.SECURITY_ADMIN)
    @DeleteMapping(SOMEBODYS)
    HandedOnView takeBack(@PathVariable String id) {
        return takeBack(accounts.one(id, Caller.current()));
    }

    private HandedOnView hand(Account from, HttpServletRequest request) throws IOException {
        var form = bodies.read(request.getInputStream().readAllBytes(), HandOnForm.class);
        var said = form.read(clock.instant());
        return view(handingOn.hand(from, said, Caller.current()));
    }

    private HandedOnView takeBack(Account from) {
        return view(handingOn.takeBack(from, Caller.current()));
    }

    private HandedOnView view(Account account) {
        var handedOn = account.work().handedOn();
        return handedOn == null || !handedOn.holds(clock.instant())
                ? HandedOnView.NOBODY
                : new HandedOnView(handedOn.to(), Times.utc(handedOn.until()));
    }

    /** Whose account it is; empty for a system, which has none. */
    private Optional<Account> me() {
        var signedIn =
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
        return Optional.ofNullable(Caller.current().person())
                .flatMap(_ -> accounts.find(signedIn.getName()));
    }
}
