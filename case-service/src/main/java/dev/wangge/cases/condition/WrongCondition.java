package dev.wangge.cases.condition;

/** What is no condition. */
final class WrongCondition extends Exception {
    private static final long serialVersionUID = 1L;
    private final int column;

    /**
     * @param column where it goes wrong, from 1
     */
    WrongCondition(int column, String message) {
        super(message, null, false, false);
        this.column = column;
    }

    int column() {
        return column;
    }
}
