package dev.wangge.cases.search;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.attention.Attention;
import dev.wangge.cases.life.check.AfterCheck.Reason;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Which cases are searched among: the filters of lists, which mean the same there.
 *
 * @param keys by which whoever asks sees cases
 * @param category of theirs, or above it
 * @param assignee a member's or a unit's code
 * @param overdue whether they wait past the due time of their step
 * @param check closed, and still to be checked for this reason
 * @param attention open, and asking for a dispatcher for this reason
 * @param dueBefore its step is due before this time
 * @param from reported at this time or later
 * @param to reported before this time
 * @param number what people call it
 * @param externalRef what the system that reported it calls it, as {@code ExternalRef.key} has it
 */
public record CaseQuery(
        List<String> keys,
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
        Optional<String> number,
        Optional<String> externalRef,
        Order order) {

    /** In which order cases are told that were found; equal ones by when they were reported. */
    public enum Order {
        RELEVANCE,
        NEWEST,
        OLDEST,
        DUE_FIRST,
        DUE_LAST;

        boolean isByDeadline() {
            return this == DUE_FIRST || this == DUE_LAST;
        }
    }

    /** Adds what must be so to a query, without a part in how well a case fits. */
    void narrow(BooleanQuery.Builder query, Instant now) {
        query.add(anyOf(IndexedCase.KEY, keys), Occur.FILTER);
        only(IndexedCase.STATUS, status.map(Enum::name), query);
        only(IndexedCase.TIER, tier.map(Enum::name), query);
        only(IndexedCase.KIND, kind.map(Enum::name), query);
        only(IndexedCase.CATEGORY, category, query);
        only(IndexedCase.ASSIGNEE, assignee, query);
        only(IndexedCase.CHECK, check.map(Enum::name), query);
        only(IndexedCase.ATTENTION, attention.map(Enum::name), query);
        only(IndexedCase.NUMBER, number.map(it -> it.toLowerCase(Locale.ROOT)), query);
        only(IndexedCase.EXTERNAL_KEY, externalRef, query);
        if (from.isPresent() || to.isPresent()) {
            query.add(within(IndexedCase.REPORTED_AT, from, to), Occur.FILTER);
        }
        narrowByDeadline(query, now);
    }

    private void narrowByDeadline(BooleanQuery.Builder query, Instant now) {
        if (order.isByDeadline()) {
            query.add(within(IndexedCase.DEADLINE, Optional.empty(), dueBefore), Occur.FILTER);
            if (check.isEmpty()) {
                query.add(
                        anyOf(IndexedCase.STATUS, Status.OPEN.stream().map(Status::name).toList()),
                        Occur.FILTER);
            }
        }
        overdue.ifPresent(late ->
                query.add(
                        within(IndexedCase.DEADLINE, Optional.empty(), Optional.of(now)),
                        late ? Occur.FILTER : Occur.MUST_NOT));
    }

    private static void only(String field, Optional<String> value, BooleanQuery.Builder query) {
        value.ifPresent(it -> query.add(new TermQuery(new Term(field, it)), Occur.FILTER));
    }

    static Query anyOf(String field, Collection<String> values) {
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    private static Query within(String field, Optional<Instant> from, Optional<Instant> before) {
        return LongField.newRangeQuery(
                field,
                from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
                before.map(it -> it.toEpochMilli() - 1).orElse(Long.MAX_VALUE));
    }

    /** Whether a case that was found is still as it was asked for. */
    boolean admits(Case it, Collection<String> itsKeys) {
        var who = it.assignee();
        return itsKeys.stream().anyMatch(keys::contains)
                && status.map(it.status()::equals).orElse(true)
                && kind.map(it.kind()::equals).orElse(true)
                && tier.map(wanted -> wanted == it.tier()).orElse(true)
                && assignee.map(wanted -> who != null && who.code().equals(wanted)).orElse(true);
    }
}
