package dev.wangge.grids.gazetteer;

/**
 * How likely a mention names a place at all, 0 to 1: by what it is said to be, by its length, and
 * by what stands beside it.
 */
final class Likelihood {
    /** A name together with what it is: 拉乌村. */
    private static final double NAMED = 0.9;

    /** 雪村: its characters stand together by chance more often. */
    private static final double NAMED_BY_ONE = 0.45;

    private static final double NAMED_BY_WORD = 0.75;

    /** 拉乌 alone. */
    private static final double BARE = 0.62;

    private static final double BARE_LONG = 0.75;

    /** 和平, 扎西: mostly something else, or somebody. */
    private static final double WORD = 0.3;

    /** 莽岭村, where there is only 莽岭乡: a hamlet of it, most likely. */
    private static final double HAMLET = 0.55;

    /** 拉乌乡, where there is only 拉乌村: merged into another long ago, or elsewhere. */
    private static final double FORMER = 0.45;

    /** A neighbouring character that belongs to no word we know: it may be part of the name. */
    private static final double UNSURE_EDGE = 0.85;

    /** An everyday word that begins in the name and ends outside it: 零售巨头比[如美]国. */
    private static final double CUT_WORD = 0.4;

    private static final double AMONG_PERSONS = 0.3;
    private static final double BUSINESS = 0.7;

    /** 竹卡路12号, 阿东反映: a road or somebody of that name. */
    private static final double NO_PLACE = 0.4;

    /** 竹卡 where nothing says that it is a place: as likely somebody. */
    private static final double UNPLACED = 0.5;

    /** 硕督镇日许村, where no township of ours has that name. */
    private static final double ELSEWHERE = 0.5;

    /** 在金珠. */
    private static final double PERSON_PLACED = 0.55;

    /** More for 在竹卡, and for 竹卡那边. */
    private static final double GOING = 0.08;

    private static final double THERE = 0.13;

    private static final int SHORT_LATIN = 4;

    private static final String NUMBERS = "一二两三四五六七八九十百千万几数多";
    private static final String COUNTED = "年月日天个号时点分元米层户栋期";
    private static final String TITLE = "长";

    /** As {@link Codes12#level} counts. */
    private static final int COUNTY = 2;

    private final OrdinaryWords words = OrdinaryWords.ALL;
    private final PlaceNames names;
    private final char[] text;
    private final Surroundings surroundings;
    private final SignsOfPlace signs;

    Likelihood(PlaceNames names, char[] text, Surroundings surroundings) {
        this.names = names;
        this.text = text;
        this.surroundings = surroundings;
        this.signs = new SignsOfPlace(text);
    }

    double of(Mention one, Beside before, Beside after) {
        return switch (Script.of(text[one.from])) {
            case HAN -> chinese(one, before, after);
            case TIBETAN -> {
                boolean single = true;
                for (int i = one.from; i < one.stemEnd; i++) {
                    single &= !Script.tsheg(text[i]);
                }
                yield one.said != SaidType.NOTHING ? named(one) : single ? WORD : BARE;
            }
            case LATIN ->
                    one.said != SaidType.NOTHING
                            ? named(one)
                            : one.length() < SHORT_LATIN ? WORD : BARE;
            case NONE -> WORD;
        };
    }

    private double named(Mention one) {
        return !one.misnamed ? NAMED : one.said.level == 4 ? HAMLET : FORMER;
    }

    private double chinese(Mention one, Beside before, Beside after) {
        boolean pair = one.stemEnd == one.from + 2;
        boolean person = pair && words.personAt(text, one.from, one.stemEnd);
        boolean word = pair && words.wordAt(text, one.from, one.stemEnd);
        boolean clean = before != Beside.NOTHING || cleanBefore(one.from);
        boolean typed = one.said != SaidType.NOTHING;
        // 扎西村长 is somebody.
        boolean titled = typed && Script.startsWith(text, one.end, TITLE);
        if (typed && !(titled && person)) {
            double likely = one.misnamed || !(word || person) ? named(one) : NAMED_BY_WORD;
            if (before == Beside.NOTHING && surroundings.ofAnotherTownship(one.from)) {
                return likely * ELSEWHERE;
            }
            return clean ? likely : likely * UNSURE_EDGE;
        }
        if (pair && text[one.from + 1] == '村') {
            return clean ? NAMED_BY_ONE : NAMED_BY_ONE * UNSURE_EDGE;
        }
        if (text[one.stemEnd - 1] == '村') {
            return bare(one, NAMED, before, after);
        }
        if (word || surroundings.people(one)) {
            return bare(one, WORD, before, after);
        }
        if (person) {
            return bare(one, signs.before(one) ? PERSON_PLACED : WORD, before, after);
        }
        double likely = pair ? BARE : BARE_LONG;
        return bare(one, placed(one, before, after) ? likely : likely * UNPLACED, before, after);
    }

    /** Whether anything says that it is a place; nobody is called 芒康 or 昌都. */
    private boolean placed(Mention one, Beside before, Beside after) {
        return one.elsewhere
                || names.level(one.places[0]) <= COUNTY
                || before == Beside.ITS_OWN
                || after == Beside.ITS_OWN
                || signs.before(one)
                || signs.after(one);
    }

    private double bare(Mention one, double asItIs, Beside before, Beside after) {
        boolean there = signs.before(one);
        double edge = before(one, before, there);
        if (surroundings.there(one.end)) {
            return Math.max(asItIs + THERE, HAMLET) * edge;
        }
        double likely = (there ? asItIs + GOING : asItIs) * edge;
        if (surroundings.namesake(one.stemEnd) || (!there && surroundings.somebody(one))) {
            return likely * NO_PLACE;
        }
        return signs.after(one) ? likely : likely * after(one, after);
    }

    private double before(Mention one, Beside before, boolean clean) {
        if (before != Beside.NOTHING) {
            return 1;
        }
        if (words.personAt(text, one.from - 2, text.length)) {
            return AMONG_PERSONS;
        }
        // 3[年多]: a count and what it counts.
        boolean counted =
                one.from > 0
                        && (Character.isDigit(text[one.from - 1])
                                || NUMBERS.indexOf(text[one.from - 1]) >= 0)
                        && COUNTED.indexOf(text[one.from]) >= 0;
        if (counted || words.wordAt(text, one.from - 1, text.length)) {
            return CUT_WORD;
        }
        return clean || cleanBefore(one.from) ? 1 : UNSURE_EDGE;
    }

    private double after(Mention one, Beside after) {
        int end = one.stemEnd;
        if (after != Beside.NOTHING) {
            return 1;
        }
        if (words.personAt(text, end, text.length)) {
            return AMONG_PERSONS;
        }
        if (words.wordAt(text, end - 1, text.length)) {
            return CUT_WORD;
        }
        if (surroundings.business(end)) {
            return BUSINESS;
        }
        return end == text.length
                        || Script.of(text[end]) != Script.HAN
                        || OrdinaryWords.particle(text[end])
                        || words.wordAt(text, end, text.length)
                ? 1
                : UNSURE_EDGE;
    }

    private boolean cleanBefore(int at) {
        return at == 0
                || Script.of(text[at - 1]) != Script.HAN
                || OrdinaryWords.particle(text[at - 1])
                || words.wordAt(text, at - 2, text.length);
    }
}
