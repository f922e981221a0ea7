package dev.wangge.cases.search;

import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.life.Case;
import java.util.Locale;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.jspecify.annotations.Nullable;

/**
 * A case as the index has it: its words, without the texts they come from, and what lists are
 * filtered and ordered by.
 */
final class IndexedCase {
    static final String ID = "id";

    /** By which callers see it. */
    static final String KEY = "key";

    /** Codes of the divisions and the grid that it lies in, whoever sees it. */
    static final String PLACE = "place";

    static final String NUMBER = "number";

    /** As other systems call it, whichever they are. */
    static final String EXTERNAL_REF = "externalRef";

    /** As the system that reported it calls it. */
    static final String EXTERNAL_KEY = "externalKey";

    static final String STATUS = "status";
    static final String TIER = "tier";
    static final String KIND = "kind";
    static final String CATEGORY = "category";
    static final String ASSIGNEE = "assignee";
    static final String CHECK = "check";
    static final String ATTENTION = "attention";
    static final String REPORTED_AT = "reportedAt";

    /** When its step is due, passed or not; without it when it waits for nothing more. */
    static final String DEADLINE = "deadline";

    private final Document document = new Document();

    private IndexedCase() {}

    /** Of a case that was folded. */
    static Document of(Case it) {
        var indexed = new IndexedCase();
        indexed.describe(it);
        for (var text : SearchedText.of(it)) {
            indexed.say(text);
        }
        return indexed.document;
    }

    private void describe(Case it) {
        document.add(new KeywordField(ID, it.id(), Store.NO));
        AccessKeys.of(it).forEach(key -> term(KEY, key));
        it.path().forEach(code -> term(PLACE, code));
        term(NUMBER, called(it.number()));
        term(EXTERNAL_REF, called(it.reported().externalRef()));
        var ref = it.externalRef();
        term(EXTERNAL_KEY, ref == null ? null : ref.key());
        term(STATUS, it.status().name());
        term(TIER, it.tier() == null ? null : String.valueOf(it.tier()));
        term(KIND, it.kind().name());
        it.categories().forEach(category -> term(CATEGORY, category));
        var assignee = it.assignee();
        term(ASSIGNEE, assignee == null ? null : assignee.code());
        var check = it.check();
        term(CHECK, check == null ? null : check.reason().name());
        it.attention().forEach(why -> term(ATTENTION, why.name()));
        document.add(new LongField(REPORTED_AT, it.reportedAt().toEpochMilli(), Store.NO));
        var due = it.dueAt();
        if (due != null) {
            document.add(new LongField(DEADLINE, due.toEpochMilli(), Store.NO));
        }
    }

    /** What it is called, whoever types it with a shift key. */
    static @Nullable String called(@Nullable String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    private void term(String field, @Nullable String value) {
        if (value != null) {
            document.add(new StringField(field, value, Store.NO));
        }
    }

    private void say(SearchedText said) {
        var text = Words.withoutTibetan(said.text());
        document.add(new TextField(Words.TEXT, text, Store.NO));
        if (said.field().equals(SearchedText.TITLE)) {
            document.add(new TextField(Words.TITLE, text, Store.NO));
        }
        if (Words.hasTibetan(said.text())) {
            document.add(new TextField(Words.TIBETAN, said.text(), Store.NO));
        }
    }
}
