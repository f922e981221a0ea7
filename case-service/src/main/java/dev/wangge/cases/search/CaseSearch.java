package dev.wangge.cases.search;

import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.search.CaseQuery.Order;
import dev.wangge.cases.search.Found.Hit;
import dev.wangge.platform.problem.Problem;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedSetSelector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds cases by what was said in them. The index says which; each is read as it is stored now, and
 * whoever may not see it any more is not told.
 */
@Component
public class CaseSearch {
    private final IndexKeeper keeper;
    private final SearchChanges stored;
    private final WordQuery.Places places;
    private final Clock clock;

    CaseSearch(IndexKeeper keeper, SearchChanges stored, WordQuery.Places places, Clock clock) {
        this.keeper = keeper;
        this.stored = stored;
        this.places = places;
        this.clock = clock;
    }

    /**
     * Cases in which these words are.
     *
     * @param typed words, names of places, what a case is called
     * @param cursor the place of the last one that is known
     * @param most at most so many
     * @throws Problem search-not-ready, invalid-request for a cursor that is none
     */
    public Found find(String typed, CaseQuery among, Optional<String> cursor, int most) {
        var index = keeper.index();
        var asOf = keeper.asOf();
        var after = cursor.map(Place::of);
        var words = new WordQuery(typed, keeper.words(), places);
        if (words.isEmpty()) {
            return new Found(List.of(), asOf);
        }
        try {
            var hits = index.ask(searcher -> new Search(searcher, words, among, most).after(after));
            return new Found(hits, asOf);
        } catch (AlreadyClosedException e) {
            // It is being made anew, or the service ends.
            throw IndexKeeper.notReady();
        } catch (IOException e) {
            keeper.distrust(index, e);
            throw IndexKeeper.notReady();
        }
    }

    /** One question, to the index as it is at one moment. */
    private final class Search {
        private final IndexSearcher searcher;
        private final WordQuery words;
        private final CaseQuery among;
        private final int most;
        private final Query query;
        private final Sort sort;

        Search(IndexSearcher searcher, WordQuery words, CaseQuery among, int most) {
            this.searcher = searcher;
            this.words = words;
            this.among = among;
            this.most = most;
            var narrowed = words.query(among.order() == Order.RELEVANCE);
            among.narrow(narrowed, clock.instant());
            this.query = narrowed.build();
            this.sort = sort(among.order());
        }

        List<Hit> after(Optional<Place> place) throws IOException {
            var hits = new ArrayList<Hit>();
            var marks = new Highlights(words, keeper.words());
            @Nullable FieldDoc last = place.isEmpty() ? null : here(place.get());
            while (hits.size() < most) {
                var top = searcher.searchAfter(last, query, most, sort).scoreDocs;
                var ids = new ArrayList<String>();
                for (var one : top) {
                    ids.add(id((FieldDoc) one));
                }
                var cases = read(ids);
                for (int i = 0; i < top.length && hits.size() < most; i++) {
                    var it = cases.get(ids.get(i));
                    if (it != null && among.admits(it, AccessKeys.of(it))) {
                        hits.add(new Hit(it, place((FieldDoc) top[i]).cursor(), marks.in(it)));
                    }
                }
                if (top.length < most) {
                    break;
                }
                last = (FieldDoc) top[top.length - 1];
            }
            return hits;
        }

        private Map<String, Case> read(List<String> ids) {
            var read = new HashMap<String, Case>();
            if (!ids.isEmpty()) {
                stored.read(ids).forEach(it -> read.put(it.id(), it));
            }
            return read;
        }

        private Place place(FieldDoc found) {
            return among.order() == Order.RELEVANCE
                    ? new Place((Float) found.fields[0], (Long) found.fields[1], id(found))
                    : new Place(0, (Long) found.fields[0], id(found));
        }

        /**
         * The place of a case in this index. How well cases fit moves a little with each that comes
         * in, and from instance to instance: what counts is where that case stands now.
         */
        private FieldDoc here(Place place) throws IOException {
            var id = new BytesRef(place.id());
            // After all of the same place, of which there is none but that case.
            int doc = Math.max(0, searcher.getIndexReader().maxDoc() - 1);
            if (among.order() != Order.RELEVANCE) {
                return new FieldDoc(doc, Float.NaN, new Object[] {place.time(), id});
            }
            var only =
                    new BooleanQuery.Builder()
                            .add(query, Occur.MUST)
                            .add(new TermQuery(new Term(IndexedCase.ID, place.id())), Occur.FILTER)
                            .build();
            var there = searcher.search(only, 1).scoreDocs;
            float score = there.length == 0 ? place.score() : there[0].score;
            return new FieldDoc(doc, score, new Object[] {score, place.time(), id});
        }
    }

    private static String id(FieldDoc found) {
        return ((BytesRef) found.fields[found.fields.length - 1]).utf8ToString();
    }

    private static Sort sort(Order order) {
        var newest = time(IndexedCase.REPORTED_AT, true);
        return switch (order) {
            case RELEVANCE -> new Sort(SortField.FIELD_SCORE, newest, byId(true));
            case NEWEST -> new Sort(newest, byId(true));
            case OLDEST -> new Sort(time(IndexedCase.REPORTED_AT, false), byId(false));
            case DUE_FIRST -> new Sort(time(IndexedCase.DEADLINE, false), byId(false));
            case DUE_LAST -> new Sort(time(IndexedCase.DEADLINE, true), byId(true));
        };
    }

    private static SortField time(String field, boolean latestFirst) {
        return LongField.newSortField(field, latestFirst, SortedNumericSelector.Type.MIN);
    }

    private static SortField byId(boolean lastFirst) {
        return KeywordField.newSortField(IndexedCase.ID, lastFirst, SortedSetSelector.Type.MIN);
    }
}
