package dev.wangge.simulator.wecom;

/** A call that WeCom answers with an errcode. */
class WecomRefusal extends RuntimeException {

    /** Every recipient is unknown or out of the application's sight. */
    static final int ALL_INVALID = 81013;

    /** The interface is called too often. */
    static final int TOO_OFTEN = 45009;

    private final int code;

    WecomRefusal(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
