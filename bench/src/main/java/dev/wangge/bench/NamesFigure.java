package dev.wangge.bench;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import dev.wangge.grids.locate.NamesAnswer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongBiFunction;

/**
 * Which place does a text name? One thread asks grid-service's names in process, and the rival
 * (hankcs' double-array trie over the spellings of the same names) only to say which spellings
 * occur in the same texts. The rival does not weigh them.
 */
final class NamesFigure {
    private static final double ASKED_TEXTS = 100_000;
    private static final double ASKED_MB = 100;
    private static final int NATION = 700_000;

    /** Of the nation it was not built after 100 s of processor time. */
    private static final int MOST_OF_RIVAL = 100_000;

    private static final String OWN = "Wangge (PlaceNames)";
    private static final int TEXTS = 1 << 14;
    private static final int PREFECTURES = 34;
    private static final long ROUND_NANOS = 500_000_000;
    private static final double MB = 1_000_000;

    /** divisions-54.csv, which is not this project's to bring; generated without it. */
    private static final String FILE = System.getProperty("bench.divisions", "");

    private static final String SYLLABLES =
            "拉乌如美达日卡均竹宗西荣通古吉措曲塔瓦许沙亚仲库孜洛尼当佐戈波支巴南格毛帮加嘎金珠然堆顶徐中哈扎布门玛莎邓登木阿东觉龙草地贡松昌都久"
                    + "新华王李张赵家河湖山坪岭沟湾桥店营庄集口头石林高大小上下北白红黄青龙凤马羊泉井坝寨坡塘田柳杨槐桃花云水安平永兴福德文武";

    private static final List<String> SAYING =
            List.of(
                    "%s的水管坏了",
                    "%s那边的路塌了，车过不去，请尽快派人来看看",
                    "我在%s，昨天晚上停电到现在，家里有老人和孩子，请帮忙问一下什么时候能修好",
                    "牧民反映%s附近草场边界有纠纷，双方已经吵了三天，村委会调解过一次没有结果",
                    "请问什么时候能给我们修水渠？去年就报了，到现在没有人来，地里快干了");

    private record Place(String code, String name) {}

    private record Side(
            double buildSeconds,
            double megabytes,
            double perSecond,
            double perCpuSecond,
            long found) {}

    private NamesFigure() {}

    static Figure measure(BenchSettings settings) throws IOException {
        var dice = new SplittableRandom(settings.seed());
        var province = FILE.isEmpty() ? generated(6_371, dice) : read(Path.of(FILE));
        var nation = generated(NATION, dice);
        var table = new ArrayList<String>();
        table.add(
                "| one thread | divisions | build, CPU s | memory, MB | texts/s | per CPU second | texts with a place |");
        table.add("|---|--:|--:|--:|--:|--:|--:|");
        var whole = List.of("");
        var county = List.of(nation.get(NATION / 2).code().substring(0, 6));
        var small = sides(province, texts(province, dice), whole, settings.runs(), table);
        var middle = nation.subList(0, MOST_OF_RIVAL);
        sides(middle, texts(middle, dice), whole, settings.runs(), table);
        var large = own(nation, texts(nation, dice), whole, settings.runs());
        row(OWN, nation.size(), large, table);
        var own = own(nation, texts(nation, dice), county, settings.runs());
        row("Wangge, for a caller of one county", nation.size(), own, table);
        double slowest = Math.min(small.perCpuSecond(), large.perCpuSecond());
        return new Figure(
                "names",
                "Names in texts",
                "≥ 100,000 texts/s on one core, 700,000 divisions in well under 100 MB",
                "%,.0f texts per CPU second at %,d divisions, %,.0f at %,d; %.0f MB, built in %.1f s"
                        .formatted(
                                small.perCpuSecond(),
                                province.size(),
                                large.perCpuSecond(),
                                nation.size(),
                                large.megabytes(),
                                large.buildSeconds()),
                slowest >= ASKED_TEXTS && large.megabytes() < ASKED_MB,
                table,
                List.of(
                        "%s; %,d divisions generated from %d syllables; seed %d; %,d texts of %d characters on average, one in five of which names no place."
                                .formatted(
                                        FILE.isEmpty()
                                                ? "The small set is generated as well"
                                                : "The small set is divisions-54.csv",
                                        nation.size(),
                                        SYLLABLES.length(),
                                        settings.seed(),
                                        TEXTS,
                                        length(texts(nation, dice))),
                        "Memory, in millions of bytes: Wangge's arrays as counted, and for the rival what the heap holds more after it is built than before, both after a collection; its build needs several times that for a while.",
                        "The rival is built of no more than 100,000 divisions: of 700,000 it was not after 100 s of processor time, on 2026-11-25.",
                        "The rival finds every spelling that occurs and does no more; Wangge also decides which place is meant and how surely.",
                        "Medians of %d rounds of half a CPU second each; the whole country is everybody's scope but in the last row."
                                .formatted(settings.runs())));
    }

    private static Side sides(
            List<Place> places, String[] texts, List<String> scope, int runs, List<String> table) {
        var own = own(places, texts, scope, runs);
        row(OWN, places.size(), own, table);
        row("hankcs trie, spellings only", places.size(), rival(places, texts, runs), table);
        return own;
    }

    private static void row(String name, int divisions, Side side, List<String> table) {
        table.add(
                "| %s | %,d | %.2f | %.1f | %,.0f | %,.0f | %,d |"
                        .formatted(
                                name,
                                divisions,
                                side.buildSeconds(),
                                side.megabytes(),
                                side.perSecond(),
                                side.perCpuSecond(),
                                side.found()));
        Bench.say("- " + table.getLast());
    }

    private static Side own(List<Place> places, String[] texts, List<String> scope, int runs) {
        return side(
                () -> {
                    var names = new NamesAnswer.Builder();
                    places.forEach(place -> names.add(place.code(), place.name()));
                    return names.build();
                },
                names -> text -> names.placeIn(text, scope) == null ? 0 : 1,
                (names, grown) -> names.bytes(),
                texts,
                runs);
    }

    private static Side rival(List<Place> places, String[] texts, int runs) {
        return side(
                () -> {
                    Map<String, Integer> spellings = new TreeMap<>();
                    for (int i = 0; i < places.size(); i++) {
                        var name = places.get(i).name();
                        var stem = name.replaceFirst("(村村委会|村委会|居委会|村民委员会|村|乡|镇|县|街道)$", "");
                        spellings.put(name, i);
                        if (stem.length() > 1) {
                            spellings.put(stem, i);
                            spellings.put(stem + "村", i);
                        }
                    }
                    var trie = new AhoCorasickDoubleArrayTrie<Integer>();
                    trie.build(spellings);
                    return trie;
                },
                trie -> text -> trie.parseText(text).isEmpty() ? 0 : 1,
                (trie, grown) -> grown,
                texts,
                runs);
    }

    private static <T> Side side(
            Supplier<T> building,
            Function<T, ToIntFunction<String>> asking,
            ToLongBiFunction<T, Long> size,
            String[] texts,
            int runs) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = used();
        long begun = threads.getCurrentThreadCpuTime();
        var built = building.get();
        double seconds = (threads.getCurrentThreadCpuTime() - begun) / 1e9;
        double megabytes = size.applyAsLong(built, used() - before) / MB;
        try {
            return asked(seconds, megabytes, asking.apply(built), texts, runs);
        } finally {
            // Else what was built may be gone before it is weighed.
            Reference.reachabilityFence(built);
        }
    }

    private static Side asked(
            double seconds, double megabytes, ToIntFunction<String> ask, String[] texts, int runs) {
        var threads = ManagementFactory.getThreadMXBean();
        long found = 0;
        for (var text : texts) {
            found += ask.applyAsInt(text);
        }
        var perSecond = new ArrayList<Double>();
        var perCpuSecond = new ArrayList<Double>();
        for (int round = -2; round < runs; round++) {
            long start = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            double asked = round(ask, texts, threads);
            if (round >= 0) {
                perSecond.add(asked * 1e9 / (System.nanoTime() - start));
                perCpuSecond.add(asked * 1e9 / (threads.getCurrentThreadCpuTime() - cpu));
            }
        }
        return new Side(seconds, megabytes, Medians.of(perSecond), Medians.of(perCpuSecond), found);
    }

    private static long round(ToIntFunction<String> ask, String[] texts, ThreadMXBean threads) {
        long end = threads.getCurrentThreadCpuTime() + ROUND_NANOS;
        long asked = 0;
        long found = 0;
        do {
            for (int i = 0; i < 64; i++) {
                found += ask.applyAsInt(texts[(int) (asked++ % texts.length)]);
            }
        } while (threads.getCurrentThreadCpuTime() < end);
        if (found == 0) {
            throw new IllegalStateException("Nothing was found in any text");
        }
        return asked;
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least =
                    Math.min(
                            least,
                            Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    private static List<Place> read(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> new Place(cells[0], cells[1]))
                .toList();
    }

    /** As many divisions, in the proportions of the real ones: 16 townships of 14 villages. */
    private static List<Place> generated(int count, SplittableRandom dice) {
        var places = new ArrayList<Place>(count);
        for (int county = 0; places.size() < count; county++) {
            var code =
                    "%02d%02d%02d"
                            .formatted(
                                    11 + county % PREFECTURES,
                                    1 + county / PREFECTURES % 30,
                                    1 + county / PREFECTURES / 30);
            places.add(new Place(code + "000000", name(dice) + "县"));
            for (int township = 0; township < 16 && places.size() < count; township++) {
                var below = code + "%03d".formatted(100 + township);
                places.add(new Place(below + "000", name(dice) + (township < 4 ? "镇" : "乡")));
                for (int village = 0; village < 14 && places.size() < count; village++) {
                    places.add(
                            new Place(
                                    below + "%03d".formatted(200 + village), name(dice) + "村村委会"));
                }
            }
        }
        return places;
    }

    private static String name(SplittableRandom dice) {
        int length = dice.nextInt(10) < 7 ? 2 : 3;
        var name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append(SYLLABLES.charAt(dice.nextInt(SYLLABLES.length())));
        }
        return name.toString();
    }

    private static String[] texts(List<Place> places, SplittableRandom dice) {
        var texts = new String[TEXTS];
        for (int i = 0; i < TEXTS; i++) {
            var name =
                    places.get(dice.nextInt(places.size())).name().replaceFirst("(村委会|村民委员会)$", "");
            texts[i] = SAYING.get(dice.nextInt(SAYING.size())).formatted(name);
        }
        return texts;
    }

    private static int length(String[] texts) {
        long all = 0;
        for (var text : texts) {
            all += text.length();
        }
        return (int) (all / texts.length);
    }
}
