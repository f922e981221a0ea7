package dev.wangge.cases.room;

import dev.wangge.cases.life.Case;
import dev.wangge.platform.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How much a case may hold. One that is full can still go forward to its end, which is a handful of
 * facts away from anywhere; what goes back, aside or round again is refused. What the system tells
 * of it has room of its own.
 */
public final class Room {
    /** Facts of a case, in its own document and in buckets. */
    public static final int FACTS = 1_000;

    /** The same with what became of its alerts. */
    public static final int FACTS_AND_NEWS = 4_000;

    /** Of its own document: facts that the broker does not have yet cannot move out of it. */
    public static final int BYTES = 1 << 20;

    /** The same with what became of its alerts; the database ends at 16 MiB. */
    public static final int BYTES_AND_NEWS = 4 << 20;

    /** What comes by itself on the way from anywhere to the end, and is told beyond all that. */
    private static final int WAKE_UPS = 200;

    /** From here on its own document is made smaller, however few facts there are. */
    public static final int LARGE = 256 << 10;

    private Room() {}

    /**
     * Refuses whatever does not lead a full case to its end.
     *
     * @throws Problem case-full
     */
    public static void require(Case it) {
        if (it.seq() >= FACTS) {
            throw CaseFull.of("facts", FACTS);
        }
        if (it.ownBytes() >= BYTES) {
            throw CaseFull.of("bytes", BYTES);
        }
    }

    /** Whether what became of another alert can still be told here. */
    public static boolean forNews(Case it) {
        return it.seq() < FACTS_AND_NEWS && it.ownBytes() < BYTES_AND_NEWS;
    }

    /** Whether it can still be told that the case is late: not even a full one is forgotten. */
    public static boolean forWakeUps(Case it) {
        return it.seq() < FACTS_AND_NEWS + WAKE_UPS && it.ownBytes() < 2 * BYTES_AND_NEWS;
    }

    /** About as many bytes as these parts of a case's own document take. */
    public static long bytes(List<Document> facts, List<Document> texts, List<Document> keys) {
        return 300L * (facts.size() + texts.size() + keys.size())
                + facts.stream().mapToLong(fact -> utf8(fact.getString("data"))).sum()
                + bytesOf(texts);
    }

    /** Bytes of the texts alone. */
    public static long bytesOf(List<Document> texts) {
        return texts.stream().mapToLong(text -> utf8(text.getString("text"))).sum();
    }

    /** How many bytes a text has. */
    public static long utf8(@Nullable String text) {
        return Optional.ofNullable(text).orElse("").chars().mapToLong(Room::utf8).sum();
    }

    /** Of a pair of surrogates each makes two of the four. */
    private static int utf8(int c) {
        return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate((char) c) ? 2 : 3;
    }
}
