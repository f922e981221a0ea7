package dev.wangge.cases.action;

import dev.wangge.cases.life.Case;
import java.util.Optional;

/** Cases besides the one that is acted on. */
@FunctionalInterface
public interface OtherCases {
    OtherCases NONE = id -> Optional.empty();

    /** As it is now; empty when there is none that whoever acts may see. */
    Optional<Case> find(String id);
}
