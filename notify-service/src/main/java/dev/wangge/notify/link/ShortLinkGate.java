package dev.wangge.notify.link;

import dev.wangge.notify.alert.Alert;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.alert.ShortCodes;
import dev.wangge.platform.door.Gate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Short links of ours are counted by themselves: thousands of phones share an address, and one that
 * guesses must not make the others wait. Which are ours the database says; it is not asked for what
 * cannot be one, nor often for who has guessed too often.
 */
@Component
class ShortLinkGate implements Gate {
    private static final String PATH = "/a/";
    private static final String FOUND = ShortLinkGate.class.getName() + ".found";
    private static final NotMine NOT_MINE = new NotMine();

    private final AlertStore store;

    ShortLinkGate(AlertStore store) {
        this.store = store;
    }

    @Override
    public Verdict look(String path, HttpServletRequest request) {
        if (!path.startsWith(PATH)) {
            return NOT_MINE;
        }
        var code = path.substring(PATH.length());
        if (!ShortCodes.isOne(code)) {
            request.setAttribute(FOUND, Optional.empty());
            return NOT_MINE;
        }
        return new Unsettled(() -> find(code, request));
    }

    private Verdict find(String code, HttpServletRequest request) {
        try {
            var found = store.byCode(code);
            request.setAttribute(FOUND, found);
            // A code that is none is counted by its answer; nothing here reads a body.
            return found.isPresent() ? new Granted(code) : NOT_MINE;
        } catch (RuntimeException e) {
            // Whoever serves it finds the same, and says so.
            return NOT_MINE;
        }
    }

    /** The alert behind the code of a request, which is not asked for twice. */
    Optional<Alert> behind(String code, HttpServletRequest request) {
        return request.getAttribute(FOUND) instanceof Optional<?> found
                ? found.map(Alert.class::cast)
                : store.byCode(code);
    }
}
