package dev.wangge.cases.store;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.room.Room;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.SaltedTexts;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** All the facts of a case, its buckets included, to be folded as it is or as it was. */
public final class CaseStory {
    private final Document document;
    private final List<Document> buckets;
    private final CaseTexts moved;
    private final long ownBytes;

    CaseStory(Document document, List<Document> buckets, CaseTexts moved) {
        this.document = document;
        this.buckets = buckets;
        this.moved = moved;
        this.ownBytes = Room.bytes(own("facts"), own("texts"), own("keys"));
    }

    String id() {
        return document.getString("_id");
    }

    /** The case's own document. */
    Document document() {
        return document;
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
        return StoredCase.texts(moved, document, all("texts"));
    }

    /** About as much as lies in its own document. */
    long ownBytes() {
        return ownBytes;
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
