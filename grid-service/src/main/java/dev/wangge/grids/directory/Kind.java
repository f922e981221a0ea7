package dev.wangge.grids.directory;

import java.util.Locale;

/** What the directory holds; its spelling is the first half of an entry's key. */
public enum Kind {
    DIVISION,
    MEMBER,
    UNIT,
    GRID;

    String key(String code) {
        return spelled() + ":" + code;
    }

    String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
