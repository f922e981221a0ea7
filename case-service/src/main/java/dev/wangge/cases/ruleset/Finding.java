package dev.wangge.cases.ruleset;

import dev.wangge.platform.problem.Problem.Pointed;

/**
 * One thing that is wrong with rules.
 *
 * @param pointer where in the request, as {@code #/body/handle/2}
 */
public record Finding(String pointer, String code, String message) {
    Pointed pointed() {
        return Pointed.at(pointer, code, message);
    }
}
