package dev.wangge.simulator.aliyun;

/**
 * A call that Aliyun does not carry out. Business refusals ({@code isv.…}) come with status 200,
 * the gateway's own with 4xx and 5xx.
 */
class AliyunRefusal extends RuntimeException {

    private final int status;
    private final String code;

    AliyunRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static AliyunRefusal business(String code, String message) {
        return new AliyunRefusal(200, code, message);
    }

    static AliyunRefusal missing(String parameter) {
        return new AliyunRefusal(
                400, "Missing" + parameter, parameter + " is mandatory for this action.");
    }

    /** A refusal by its code alone, with the status Aliyun answers it with. */
    static AliyunRefusal of(String code, String message) {
        int status = 400;
        if (code.startsWith("isv.") || code.startsWith("isp.")) {
            status = 200;
        } else if (code.startsWith("InvalidAccessKeyId") || code.endsWith(".NotFound")) {
            status = 404;
        } else if (code.startsWith("ServiceUnavailable")) {
            status = 503;
        } else if (code.startsWith("InternalError")) {
            status = 500;
        } else if (code.startsWith("Forbidden")) {
            status = 403;
        }
        return new AliyunRefusal(status, code, message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
