package dev.wangge.notify.channel.aliyun;

import dev.wangge.platform.door.Gate;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/** Lets in who knows the address and comes from a known place, before anything else is read. */
@Component
class CallbackGate implements Gate {
    private static final String PATH = "/callbacks/aliyun-sms/";
    private static final Granted THE_PROVIDER = new Granted("aliyun-sms");
    private static final NotMine NOT_MINE = new NotMine();

    private final ReceiptSettings settings;
    private final List<IpAddressMatcher> from;

    CallbackGate(ReceiptSettings settings) {
        this.settings = settings;
        this.from = settings.from().stream().map(IpAddressMatcher::new).toList();
    }

    /** Refuses others as if nothing were here. */
    @Override
    public Verdict look(String path, HttpServletRequest request) {
        if (!path.startsWith(PATH)) {
            return NOT_MINE;
        }
        var end = path.indexOf('/', PATH.length());
        var token = end < 0 ? path.substring(PATH.length()) : path.substring(PATH.length(), end);
        return isOurs(token) && isFromThere(request.getRemoteAddr())
                ? THE_PROVIDER
                : new Refused(
                        new Problem(ProblemType.NOT_FOUND, "Nothing is served at this address"));
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
