package dev.wangge.grids.grid;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;

/** Something that was said about a grid cannot be. */
final class WrongGrid extends Exception {
    private final String field;
    private final String code;

    WrongGrid(String field, String code, String message) {
        super(message);
        this.field = field;
        this.code = code;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    /** As an answer to a body in which the grid stands at this pointer. */
    Problem in(String pointer) {
        return Problem.invalid(Pointed.at(pointer + "/" + field, code, message()));
    }
}
