package dev.wangge.platform.door;

import dev.wangge.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;

/** Says who may pass without a token, by what stands in the address. */
public interface Gate {
    /**
     * Looks at a request whose body nobody has read.
     *
     * @param path decoded
     */
    Verdict look(String path, HttpServletRequest request);

    /** What a gate found. */
    sealed interface Verdict {}

    /** No address of this gate. */
    record NotMine() implements Verdict {}

    /**
     * May pass.
     *
     * @param who whom its requests are counted to
     */
    record Granted(String who) implements Verdict {}

    /** Is not ours, and is shown so by whatever serves the address; its body is of no interest. */
    record Stranger() implements Verdict {}

    /**
     * Only what is stored tells.
     *
     * @param verdict is asked for only so often when whoever comes has guessed too often
     */
    record Unsettled(Supplier<Verdict> verdict) implements Verdict {}

    /** Is refused here. */
    record Refused(Problem why) implements Verdict {}
}
