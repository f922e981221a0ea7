package dev.wangge.simulator.input;

/** Something sent to the simulator's own endpoints that cannot be used; rendered as a 400. */
public class InvalidInput extends RuntimeException {

    private final String place;
    private final String where;
    private final String code;

    private InvalidInput(String place, String where, String code, String message) {
        super(message);
        this.place = place;
        this.where = where;
        this.code = code;
    }

    /** A field of the body is wrong. */
    public static InvalidInput field(String name, String code, String message) {
        return new InvalidInput("pointer", "#/" + name, code, message);
    }

    /** The body as a whole is wrong. */
    static InvalidInput body(String code, String message) {
        return new InvalidInput("pointer", "#", code, message);
    }

    /** A query parameter is wrong. */
    public static InvalidInput parameter(String name, String code, String message) {
        return new InvalidInput("parameter", name, code, message);
    }

    /** {@code pointer} or {@code parameter}. */
    String place() {
        return place;
    }

    String where() {
        return where;
    }

    String code() {
        return code;
    }
}
