package dev.wangge.grids.directory;

import java.util.Locale;

/** What the directory holds; its spelling is the first half of an entry's key. */
public enum Kind {
    DIVISION,
    MEMBER,
    UNIT,
    GRID,
    /** 驻村工作队, with its terms. */
    TEAM,
    /** Somebody on a duty roster: a unit's or division's, from and until. */
    SHIFT,
    /** A member serves one more grid for a while. */
    ASSIGNMENT,
    /** A member is away; another stands in. */
    LEAVE,
    /** Where people live now, whom we know by a blind index of their phones only. */
    HOUSEHOLD,
    /** Who is on duty for a division; its code is the division's. */
    DUTY;

    String key(String code) {
        return spelled() + ":" + code;
    }

    String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
