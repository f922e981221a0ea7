package dev.wangge.bench.system;

/** A process of the measured system. */
public enum Member {
    DATABASE("mongod"),
    BROKER("broker"),
    SIMULATOR("provider-simulator"),
    GRID_SERVICE("grid-service"),
    CASE_SERVICE("case-service"),
    NOTIFY_SERVICE("notify-service"),
    GATEWAY("gateway"),
    FLOOR("floor"),
    BARE_GATEWAY("bare-gateway");

    public final String label;

    Member(String label) {
        this.label = label;
    }
}
