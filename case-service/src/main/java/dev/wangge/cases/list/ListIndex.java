package dev.wangge.cases.list;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.list.ListOrder.By;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.platform.web.TimeOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bson.conversions.Bson;

/**
 * What lists of cases are read from; together they serve every combination of filters (ADR 21).
 * Each takes an entry for each code of a case's path, so there are no more than have to be. Those
 * of one person's cases begin with the person: they lie side by side, and a write meets them in one
 * place.
 */
enum ListIndex {
    ALL("path"),
    STATUS("path", "status", "overdue", "tier", "kind"),
    TIER_AND_KIND("path", "overdue", "tier", "kind"),
    ASSIGNEE_AND_STATUS("assignee", "path", "status", "overdue", "tier", "kind"),
    ASSIGNEE("assignee", "path", "overdue", "tier", "kind"),
    /** Of those who say what they are about; the kind follows from it. */
    CATEGORY(CaseStore.CATEGORY_KEYS, "status", "overdue", "tier"),
    /** Of closed cases that are still to be checked, which are few. */
    CHECK("check", "path"),
    /** Of open cases that ask for a dispatcher, which are few. */
    ATTENTION(CaseStore.ATTENTION_KEYS),
    /** Of open cases, by when their step is due: what whoever opens a list sees first. */
    DEADLINE_ALL(By.DEADLINE, "path"),
    DEADLINE(By.DEADLINE, "path", "status", "tier", "kind"),
    /** An open case of a person has one entry: whoever has few reads all of them. */
    DEADLINE_OF_ASSIGNEE(By.DEADLINE, "assignee");

    /** Cases without have no entry in an index that begins with it. */
    private static final Set<String> SELDOM =
            Set.of("assignee", CaseStore.CATEGORY_KEYS, CaseStore.CHECK, CaseStore.ATTENTION_KEYS);

    /** What waits for somebody; what has ended has no deadline. */
    static final Bson OPEN =
            Filters.in("status", Status.OPEN.stream().map(Status::name).sorted().toList());

    // The names are an unmodifiable list; Error Prone cannot see it in their type.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> fields;

    private final By by;

    ListIndex(String... fields) {
        this(By.REPORT, fields);
    }

    ListIndex(By by, String... fields) {
        this.by = by;
        this.fields = List.of(fields);
    }

    /**
     * Its fields in order: as a hint, since a plan that once was good is not so for every value.
     */
    Bson keys() {
        return by == By.REPORT
                ? keys(fields)
                : Indexes.compoundIndex(
                        Indexes.ascending(fields),
                        new ListOrder(by, TimeOrder.OLDEST_FIRST).sort());
    }

    static Bson keys(List<String> fields) {
        return Indexes.compoundIndex(
                Indexes.ascending(fields), TimeOrder.NEWEST_FIRST.sort("reportedAt"));
    }

    private IndexModel model() {
        var options = new IndexOptions();
        if (by == By.DEADLINE) {
            options.partialFilterExpression(OPEN);
        } else if (SELDOM.contains(fields.getFirst())) {
            options.partialFilterExpression(Filters.exists(fields.getFirst()));
        }
        return new IndexModel(keys(), options);
    }

    static List<IndexModel> models() {
        return Arrays.stream(values()).map(ListIndex::model).toList();
    }
}
