package dev.wangge.grids.directory;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.wangge.platform.web.Page;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/**
 * Grids that nobody serves and somebody should: found by an index over these grids only, however
 * many others there are.
 */
@Component
public class Unattended {
    private static final int COUNTY = 6;
    private final MongoCollection<Document> entries;
    private final Clock clock;

    Unattended(Directory directory, Clock clock) {
        this.entries = directory.entries();
        this.clock = clock;
    }

    /** A page of them, by code, within the prefixes. */
    public <T> Page<T> list(
            List<String> prefixes, Asked asked, Function<List<Entry>, List<T>> view) {
        var found =
                entries.find(
                                Filters.and(
                                        within(prefixes),
                                        asked.after() == null
                                                ? Filters.exists(DutyNote.UNATTENDED)
                                                : Filters.gt(
                                                        DutyNote.UNATTENDED,
                                                        asked.after()
                                                                .substring(
                                                                        asked.after().indexOf(':')
                                                                                + 1)),
                                        Filters.ne("deleted", true)))
                        .sort(Sorts.ascending(DutyNote.UNATTENDED))
                        .limit(asked.limit() + 1)
                        .map(Entry::from)
                        .into(new ArrayList<>());
        return Page.of(found, asked.limit(), clock.instant(), Asked::cursor, view);
    }

    /** Codes of those within the prefixes, the first so many. */
    public List<String> codes(List<String> prefixes, int limit) {
        return entries.find(Filters.and(within(prefixes), Filters.ne("deleted", true)))
                .sort(Sorts.ascending(DutyNote.UNATTENDED))
                .limit(limit)
                .projection(Projections.include("code"))
                .map(it -> it.getString("code"))
                .into(new ArrayList<>());
    }

    /** Those among these grids. */
    public List<String> among(Collection<String> grids) {
        return entries.find(
                        Filters.and(
                                Filters.in(DutyNote.UNATTENDED, grids),
                                Filters.ne("deleted", true)))
                .projection(Projections.include("code"))
                .map(it -> it.getString("code"))
                .into(new ArrayList<>());
    }

    /** How many there are within the prefixes. */
    public long count(List<String> prefixes) {
        return entries.countDocuments(Filters.and(within(prefixes), Filters.ne("deleted", true)));
    }

    /** How many there are in each county that has any, by its 6 digits. */
    public Map<String, Long> byCounty() {
        var counts = new TreeMap<String, Long>();
        var after = "";
        while (true) {
            // From one county to the next along the index.
            var first =
                    entries.find(
                                    Filters.and(
                                            Filters.gte(DutyNote.UNATTENDED, after),
                                            Filters.ne("deleted", true)))
                            .sort(Sorts.ascending(DutyNote.UNATTENDED))
                            .projection(Projections.include(DutyNote.UNATTENDED))
                            .first();
            if (first == null) {
                return counts;
            }
            var county = first.getString(DutyNote.UNATTENDED).substring(0, COUNTY);
            counts.put(county, count(List.of(county)));
            after = county + ":";
        }
    }

    private static Bson within(List<String> prefixes) {
        if (prefixes.isEmpty()) {
            return Filters.in(DutyNote.UNATTENDED, List.<String>of());
        }
        var ranges =
                prefixes.stream()
                        .map(prefix ->
                                Filters.and(
                                        Filters.gte(DutyNote.UNATTENDED, prefix),
                                        Filters.lt(DutyNote.UNATTENDED, prefix + ":")))
                        .toList();
        return ranges.size() == 1 ? ranges.getFirst() : Filters.or(ranges);
    }
}
