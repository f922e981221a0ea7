package dev.wangge.cases.store;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.room.Room;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.SaltedTexts;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.web.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** A case as it is stored, its buckets included, to be folded as it is or as it was. */
public final class StoredCase {
    private final Document document;
    private final List<Document> buckets;
    private final CaseTexts moved;
    private final long ownBytes;

    StoredCase(Document document, List<Document> buckets, CaseTexts moved) {
        this.document = document;
        this.buckets = buckets;
        this.moved = moved;
        this.ownBytes = Room.bytes(own("facts"), own("texts"), own("keys"));
    }

    public String id() {
        return document.getString("_id");
    }

    public List<String> path() {
        return document.getList("path", String.class);
    }

    public Case now() {
        return at(Long.MAX_VALUE);
    }

    /** As its first {@code seq} facts made it. */
    public Case at(long seq) {
        var facts = all("facts").stream().map(Fact::fromDocument).toList();
        return Case.fold(id(), facts, texts(), seq, ownBytes);
    }

    private SaltedTexts texts() {
        return document.getBoolean("textsMoved", false)
                ? SaltedTexts.fromDocuments(all("texts"), moved::find)
                : SaltedTexts.fromDocuments(all("texts"));
    }

    /** About as much as lies in its own document. */
    long ownBytes() {
        return ownBytes;
    }

    /**
     * The case as the first use of this key left it; empty when it was never used on it.
     *
     * @throws Problem idempotency-key-reused when that was with another body
     */
    public Optional<Case> asLeftBy(IdempotencyKey key) {
        return key.useAmong(all("keys")).map(use -> at(use.get("seq", Number.class).longValue()));
    }

    /** Whether any of its facts names this evidence, also one of a handling long ago. */
    public boolean names(String evidence) {
        return all("facts").stream()
                .anyMatch(fact -> fact.getString("data").contains('"' + evidence + '"'));
    }

    /** What lies in the buckets, then what lies in the case's own document. */
    private List<Document> all(String field) {
        var all = new ArrayList<Document>();
        buckets.forEach(bucket -> all.addAll(bucket.getList(field, Document.class, List.of())));
        all.addAll(own(field));
        return all;
    }

    private List<Document> own(String field) {
        return document.getList(field, Document.class, List.of());
    }
}
