package dev.wangge.notify.receipt;

import dev.wangge.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/** Lets in who knows the address and comes from a known place. */
@Component
class CallbackGate {
    private final ReceiptSettings settings;
    private final List<IpAddressMatcher> from;

    CallbackGate(ReceiptSettings settings) {
        this.settings = settings;
        this.from = settings.from().stream().map(IpAddressMatcher::new).toList();
    }

    /**
     * Refuses others as if nothing were here.
     *
     * @throws Problem not-found
     */
    void check(String token, HttpServletRequest request) {
        if (!isOurs(token) || !isFromThere(request.getRemoteAddr())) {
            throw new Problem(
                    HttpStatus.NOT_FOUND, "not-found", "Nothing is served at this address");
        }
    }

    private boolean isOurs(String token) {
        return !settings.token().isBlank()
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        settings.token().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isFromThere(String address) {
        return from.isEmpty() || from.stream().anyMatch(range -> range.matches(address));
    }
}
