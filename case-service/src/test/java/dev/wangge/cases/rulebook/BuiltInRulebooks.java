package dev.wangge.cases.rulebook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where nobody has set anything. */
public final class BuiltInRulebooks implements Rulebooks {
    @Override
    public Rulebook inForce(List<String> path) {
        return new Rulebook();
    }

    @Override
    public Rulebook named(@Nullable String version, List<String> path) {
        return new Rulebook();
    }
}
