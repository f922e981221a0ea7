package dev.wangge.cases.store;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.CaseSnapshot;
import dev.wangge.platform.event.SaltedTexts;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.web.IdempotencyKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A case as it is stored, without its facts: they are read when somebody asks for them. */
public final class StoredCase {
    private final Document document;
    private final CaseStore store;
    private final CaseTexts moved;
    private @Nullable List<Document> keysInBuckets;

    StoredCase(Document document, CaseStore store, CaseTexts moved) {
        this.document = document;
        this.store = store;
        this.moved = moved;
    }

    public String id() {
        return document.getString("_id");
    }

    /** By which callers see it. */
    public List<String> accessKeys() {
        return document.getList("path", String.class);
    }

    /**
     * When what is shown of it changed last; of one of before that was followed, the first time.
     */
    public Instant updatedAt() {
        @Nullable Date at = document.getDate(CaseStore.UPDATED_AT);
        return at == null ? Instant.EPOCH : at.toInstant();
    }

    /** When something comes by itself, as it is stored; null when nothing does. */
    public @Nullable Instant wakeAt() {
        @Nullable Date at = document.getDate("wakeAt");
        return at == null ? null : at.toInstant();
    }

    /** Each time anew: it may be acted on. */
    public Case now() {
        return CaseSnapshot.read(id(), snapshot(), seq(), texts(), ownBytes())
                .orElseGet(() -> story().now());
    }

    boolean hasSnapshot() {
        return CaseSnapshot.isBelieved(snapshot(), seq());
    }

    private @Nullable Document snapshot() {
        return document.get("snapshot", Document.class);
    }

    private long seq() {
        return document.get("seq", Number.class).longValue();
    }

    private SaltedTexts texts() {
        return texts(moved, document, document.getList("texts", Document.class, List.of()));
    }

    static SaltedTexts texts(CaseTexts moved, Document own, List<Document> texts) {
        return own.getBoolean("textsMoved", false)
                ? SaltedTexts.fromDocuments(texts, moved::find)
                : SaltedTexts.fromDocuments(texts);
    }

    /** About as much as lies in its own document. */
    long ownBytes() {
        @Nullable Number bytes = document.get("bytes", Number.class);
        return bytes == null ? 0 : bytes.longValue();
    }

    /** Its facts: all that there are by now. */
    public CaseStory story() {
        return store.story(id());
    }

    /** Whether a remark of this digest is among its facts. */
    public boolean heard(String digest) {
        return document.getList("heard", String.class, List.of()).contains(digest);
    }

    /**
     * The case as the first use of this key left it; empty when it was never used on it.
     *
     * @throws Problem idempotency-key-reused when that was with another body
     */
    public Optional<Case> asLeftBy(IdempotencyKey key) {
        return key.useAmong(document.getList("keys", Document.class, List.of()))
                .or(() -> key.useAmong(keysInBuckets()))
                .map(use -> story().at(use.get("seq", Number.class).longValue()));
    }

    /** Read once: a command asks before it looks at anything, and again before it acts. */
    private List<Document> keysInBuckets() {
        var keys = keysInBuckets;
        if (keys == null) {
            keys = store.keysInBuckets(document);
            keysInBuckets = keys;
        }
        return keys;
    }
}
