package dev.wangge.contracts.grids.v1;

/** The keys under which entries of the directory are published: their kind and their code. */
public final class DirectoryKey {
    private DirectoryKey() {}

    /** Of a division by its 12 digits. */
    public static String division(String code) {
        return "division:" + code;
    }

    /** Of a grid by its 15 digits; keys of a village's grids begin with that of its code. */
    public static String grid(String code) {
        return "grid:" + code;
    }

    public static String member(String code) {
        return "member:" + code;
    }

    public static String leave(String code) {
        return "leave:" + code;
    }

    public static String unit(String code) {
        return "unit:" + code;
    }

    /** Of who is on duty for a division of 12 digits. */
    public static String duty(String division) {
        return "duty:" + division;
    }
}
