package dev.wangge.notify.alert;

import com.mongodb.MongoException;
import dev.wangge.platform.door.Gate;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/**
 * Short links of ours are counted by themselves: thousands of phones share an address, and one that
 * guesses must not make the others wait.
 */
@Component
class ShortLinkGate implements Gate {
    private static final String PATH = "/a/";
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
        try {
            // A code that is none is counted by its answer; nothing here reads a body.
            return store.hasCode(code) ? new Granted(code) : NOT_MINE;
        } catch (MongoException e) {
            // Whoever serves it finds the same, and says so.
            return NOT_MINE;
        }
    }
}
