package dev.wangge.grids.gazetteer;

/** What a place is said to be, after its name in a text or at the end of its own name. */
enum SaidType {
    NOTHING(-1),
    VILLAGE(4),
    COMMUNITY(4),
    TOWN(3),
    TOWNSHIP(3),
    STREET(3),
    COUNTY(2),
    /** District or city, and as often the beginning of another word: 区域, 市场. */
    ABOVE(-1);

    /** Of which level it speaks, 0 province to 4 village; -1 when it may be several. */
    final int level;

    SaidType(int level) {
        this.level = level;
    }
}
