package dev.wangge.cases.directory;

import dev.wangge.platform.consumer.FormerDivisions;
import dev.wangge.platform.security.Caller;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who calls, and what they answer for: also for what came before their divisions. */
@Component
public class Callers {
    private final FormerDivisions former;

    Callers(DirectoryCopy directory, Clock clock) {
        this.former = new FormerDivisions(directory.copy(), clock);
    }

    /** The caller of this request. */
    public Caller current() {
        return former.widened(Caller.current());
    }

    /** A prefix, and those of the divisions that it came after. */
    public List<String> withFormer(String prefix) {
        return former.and(List.of(prefix));
    }
}
