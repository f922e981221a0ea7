package dev.wangge.grids.gazetteer;

import java.util.Arrays;

/** Where a text may name a place, and which it may be. */
final class Mention {
    final int from;

    /** Where the stem ends, and where what it is said to be ends. */
    final int stemEnd;

    final int end;

    /** What it is said to be; {@link SaidType#NOTHING} also where that is not what follows. */
    final SaidType said;

    /** Said to be something that none of the places is: 拉乌乡 for 拉乌村. */
    final boolean misnamed;

    /**
     * Whether its places lie outside the divisions that count: it is never what is meant, and
     * speaks against what is near by name only.
     */
    final boolean elsewhere;

    /** Named in passing, as where somebody comes from or goes to: 成都来的, 去成都市. */
    boolean passing;

    /** Where what belongs to it ends: 贡觉那边的. What begins there lies within it. */
    int reach;

    /** Ranks of the places in {@link PlaceNames}, by code; narrowed while reading. */
    int[] places;

    /** Places of the same name that lie below the one it is taken for. */
    int[] also = {};

    /** How likely it names a place at all, 0 to 1. */
    double strength;

    /** How likely a place above was named, and whether it was right before. */
    double support;

    boolean adjacent;

    Mention(int from, int stemEnd, int end, SaidType said, boolean misnamed, int[] places) {
        this(from, stemEnd, end, said, misnamed, false, places);
    }

    private Mention(
            int from,
            int stemEnd,
            int end,
            SaidType said,
            boolean misnamed,
            boolean elsewhere,
            int[] places) {
        this.elsewhere = elsewhere;
        this.from = from;
        this.stemEnd = stemEnd;
        this.end = end;
        this.said = said;
        this.misnamed = misnamed;
        this.places = places;
    }

    static Mention elsewhere(int from, int stemEnd, int end, SaidType said, int[] places) {
        return new Mention(from, stemEnd, end, said, false, true, places);
    }

    int length() {
        return end - from;
    }

    boolean overlaps(Mention other) {
        return from < other.end && other.from < end;
    }

    boolean has(int place) {
        return Arrays.binarySearch(places, place) >= 0;
    }

    boolean sharesPlaceWith(Mention other) {
        for (int place : places) {
            if (other.has(place)) {
                return true;
            }
        }
        return false;
    }

    /** How sure each of its places is before anything else of the text speaks against it. */
    double score() {
        double sure =
                adjacent
                        ? 1 - (1 - strength) * (1 - 0.6 * support)
                        : strength + (1 - strength) * 0.25 * support;
        return sure / places.length;
    }
}
