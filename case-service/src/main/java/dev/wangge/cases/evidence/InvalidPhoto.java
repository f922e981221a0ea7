package dev.wangge.cases.evidence;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;

/** A file that looks like a photo and is none that can be kept; its {@code code} says why. */
final class InvalidPhoto extends Problem {
    private final String code;

    InvalidPhoto(String code, String message) {
        super(ProblemType.INVALID_PHOTO, message);
        this.code = code;
        with("code", code);
    }

    String code() {
        return code;
    }
}
