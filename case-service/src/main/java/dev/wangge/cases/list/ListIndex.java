package dev.wangge.cases.list;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
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
    /** Of closed cases that are still to be checked, which are few. */
    CHECK("check", "path");

    /** Cases without have no entry in an index that begins with it. */
    private static final Set<String> SELDOM = Set.of("assignee", CaseStore.CHECK);

    // The names are an unmodifiable list; Error Prone cannot see it in their type.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> fields;

    ListIndex(String... fields) {
        this.fields = List.of(fields);
    }

    /**
     * Its fields in order: as a hint, since a plan that once was good is not so for every value.
     */
    Bson keys() {
        return keys(fields);
    }

    static Bson keys(List<String> fields) {
        return Indexes.compoundIndex(
                Indexes.ascending(fields), TimeOrder.NEWEST_FIRST.sort("reportedAt"));
    }

    private IndexModel model() {
        var options = new IndexOptions();
        return new IndexModel(
                keys(),
                SELDOM.contains(fields.getFirst())
                        ? options.partialFilterExpression(Filters.exists(fields.getFirst()))
                        : options);
    }

    static List<IndexModel> models() {
        return Arrays.stream(values()).map(ListIndex::model).toList();
    }
}
