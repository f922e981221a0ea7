package dev.wangge.cases.life;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.mongodb.client.model.Filters;
import dev.wangge.platform.event.SaltedTexts;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a case's facts add up to, as it lies beside them: {@code {version, seq, hash, state}}, so
 * that nothing of a story need be read to show a case or to act on it. The fold proves it.
 */
public final class CaseSnapshot {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private CaseSnapshot() {}

    /** Of a case as it is now. */
    public static Document of(Case it) {
        return new Document("version", CaseState.VERSION)
                .append("seq", it.seq())
                .append("hash", it.lastHash())
                .append("state", JSON.writeValueAsString(it.state()));
    }

    /** Finds cases whose snapshot is of a version before. */
    public static Bson ofBefore() {
        return Filters.lt("snapshot.version", CaseState.VERSION);
    }

    /** Whether it is of this version: one of another says nothing of what this one would. */
    public static boolean isOfThisVersion(@Nullable Document stored) {
        return stored != null && stored.getInteger("version") == CaseState.VERSION;
    }

    /** Whether it is of this version, and of the case's last fact. */
    public static boolean isBelieved(@Nullable Document stored, long seq) {
        return stored != null
                && isOfThisVersion(stored)
                && stored.get("seq", Number.class).longValue() == seq;
    }

    /**
     * The case as the snapshot says; empty where there is none that can be believed: of another
     * version, or from before the last fact.
     *
     * @param seq of the case's last fact
     * @param ownBytes about as much as lies in its own document
     */
    public static Optional<Case> read(
            String id, @Nullable Document stored, long seq, SaltedTexts texts, long ownBytes) {
        if (stored == null || !isBelieved(stored, seq)) {
            return Optional.empty();
        }
        var state = JSON.readValue(stored.getString("state"), CaseState.class);
        return Optional.of(Case.resumed(id, state, seq, stored.getString("hash"), texts, ownBytes));
    }
}
