package dev.wangge.cases.list;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import dev.wangge.cases.life.ExternalRef;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.attention.Attention;
import dev.wangge.cases.life.check.AfterCheck.Reason;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Which cases of a division are asked for, and in which order. What is not asked for is named all
 * the same, every value of it: the database then reads one short run of an index for each
 * combination and merges them in the order of the list, instead of reading what it does not show.
 *
 * @param category of theirs, or above it
 * @param overdue whether they wait past the due time of their step
 * @param check closed, and still to be checked for this reason
 * @param attention open, and asking for a dispatcher for this reason
 * @param dueBefore its step is due before this time, in a list by deadline
 * @param from reported at this time or later
 * @param to reported before this time
 * @param called the case that is called all of this
 * @param cursor where the page before ended
 */
record Worklist(
        Optional<Status> status,
        Optional<Tier> tier,
        Optional<CaseKind> kind,
        Optional<String> category,
        Optional<String> assignee,
        Optional<Boolean> overdue,
        Optional<Reason> check,
        Optional<Attention> attention,
        Optional<Instant> dueBefore,
        Optional<Instant> from,
        Optional<Instant> to,
        List<Called> called,
        ListOrder order,
        Optional<String> cursor) {

    private static final Status[] OPEN = Status.OPEN.stream().sorted().toArray(Status[]::new);

    /** Read without naming what is not asked for. */
    private static final Set<ListIndex> WHOLE =
            Set.of(
                    ListIndex.ALL,
                    ListIndex.CHECK,
                    ListIndex.ATTENTION,
                    ListIndex.DEADLINE_ALL,
                    ListIndex.DEADLINE_OF_ASSIGNEE);

    /** What one case is called: a field, and its value. */
    record Called(String field, String value) {
        static Called number(String number) {
            return new Called(CaseStore.NUMBER, number);
        }

        static Called by(ExternalRef ref) {
            return new Called(CaseStore.EXTERNAL_REF, ref.key());
        }
    }

    /** The keys of the index that has all of it in order, as a hint. */
    Bson hint() {
        return called.isEmpty() ? index().keys() : Indexes.ascending(called.getFirst().field());
    }

    /** The index of what is called nothing. */
    private ListIndex index() {
        if (check.isPresent()) {
            return ListIndex.CHECK;
        }
        if (attention.isPresent()) {
            return ListIndex.ATTENTION;
        }
        if (order.isByDeadline()) {
            return indexByDeadline();
        }
        var narrowed = Stream.of(tier, kind, overdue).anyMatch(Optional::isPresent);
        if (assignee.isPresent()) {
            return status.isPresent() ? ListIndex.ASSIGNEE_AND_STATUS : ListIndex.ASSIGNEE;
        }
        if (category.isPresent()) {
            return ListIndex.CATEGORY;
        }
        if (status.isPresent()) {
            return ListIndex.STATUS;
        }
        return narrowed ? ListIndex.TIER_AND_KIND : ListIndex.ALL;
    }

    private ListIndex indexByDeadline() {
        if (assignee.isPresent()) {
            return ListIndex.DEADLINE_OF_ASSIGNEE;
        }
        return Stream.of(status, tier, kind).anyMatch(Optional::isPresent)
                ? ListIndex.DEADLINE
                : ListIndex.DEADLINE_ALL;
    }

    /** How many runs of the index it takes for each division. */
    int runs() {
        return isWhole()
                ? 1
                : runs(order.isByDeadline() ? named(status, OPEN) : late())
                        * runs(orNone(tier, Tier.values()))
                        * runs(index() == ListIndex.CATEGORY ? statuses() : kinds());
    }

    /** One run of an index: nothing need be named that is not asked for. */
    private boolean isWhole() {
        return !called.isEmpty() || WHOLE.contains(index());
    }

    /** Where there is no value the database looks for two. */
    private static int runs(List<? extends @Nullable Object> values) {
        return values.size() + (values.contains(null) ? 1 : 0);
    }

    /** Those of divisions, or of grids, as they are at this moment. */
    Bson of(List<String> divisions, Instant now) {
        var filters = new ArrayList<Bson>();
        filters.add(places(divisions));
        assignee.ifPresent(code -> filters.add(Filters.eq("assignee", code)));
        if (index() == ListIndex.CATEGORY) {
            filters.add(Filters.in("status", statuses()));
        } else {
            status.ifPresent(one -> filters.add(Filters.eq("status", one.name())));
        }
        check.ifPresent(reason -> filters.add(Filters.eq(CaseStore.CHECK, reason.name())));
        called.forEach(it -> filters.add(Filters.eq(it.field(), it.value())));
        if (order.isByDeadline()) {
            filters.add(ListOrder.due(overdue, dueBefore, now));
            if (check.isEmpty()) {
                filters.add(ListIndex.OPEN);
            }
        } else if (!isWhole() || overdue.isPresent()) {
            filters.add(Filters.in("overdue", late()));
        }
        if (!isWhole() || tier.isPresent()) {
            filters.add(Filters.in("tier", orNone(tier, Tier.values())));
        }
        if ((!isWhole() && index() != ListIndex.CATEGORY) || kind.isPresent()) {
            filters.add(Filters.in("kind", kinds()));
        }
        from.ifPresent(time -> filters.add(Filters.gte("reportedAt", Date.from(time))));
        to.ifPresent(time -> filters.add(Filters.lt("reportedAt", Date.from(time))));
        cursor.ifPresent(place -> filters.add(order.after(place)));
        return Filters.and(filters);
    }

    /** Of a person's, and of what is called so, whatever it is about is looked through. */
    private Bson places(List<String> divisions) {
        var in = Filters.in("path", divisions);
        if (attention.isPresent()) {
            var asking =
                    Filters.in(
                            CaseStore.ATTENTION_KEYS,
                            CaseStore.categoryKeys(
                                    divisions, attention.stream().map(Enum::name).toList()));
            return category.isEmpty() ? asking : Filters.and(asking, about(divisions));
        }
        if (category.isEmpty()) {
            return in;
        }
        var about = about(divisions);
        return called.isEmpty() && index() == ListIndex.CATEGORY ? about : Filters.and(in, about);
    }

    private Bson about(List<String> divisions) {
        return Filters.in(
                CaseStore.CATEGORY_KEYS,
                CaseStore.categoryKeys(divisions, category.stream().toList()));
    }

    private List<String> statuses() {
        return named(status, Status.values());
    }

    private List<String> kinds() {
        return named(kind, CaseKind.values());
    }

    /** What is not late carries no mark. */
    private List<@Nullable Boolean> late() {
        return overdue.isEmpty()
                ? Arrays.asList(true, null)
                : Arrays.asList(overdue.get() ? true : null);
    }

    private static <T extends Enum<T>> List<@Nullable String> orNone(Optional<T> one, T[] all) {
        var names = new ArrayList<@Nullable String>(named(one, all));
        if (one.isEmpty()) {
            names.add(null);
        }
        return names;
    }

    private static <T extends Enum<T>> List<String> named(Optional<T> one, T[] all) {
        return one.map(List::of).orElse(List.of(all)).stream().map(Enum::name).toList();
    }
}
