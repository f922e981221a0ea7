package dev.wangge.platform.door;

import dev.wangge.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;

/** Says who may pass without a token, by what stands in the address alone. */
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

    /** Is refused here. */
    record Refused(Problem why) implements Verdict {}
}
