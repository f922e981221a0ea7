package dev.wangge.cases.condition;

/** Of this input it cannot be told whether a condition holds. */
final class FailedCondition extends Exception {
    private static final long serialVersionUID = 1L;

    FailedCondition(Exception cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
