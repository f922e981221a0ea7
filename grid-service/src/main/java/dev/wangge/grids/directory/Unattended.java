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
 * many others there are. As they show: not what is being imported.
 */
@Component
public class Unattended {
    private static final int COUNTY = 6;
    private static final Bson FIRST = Sorts.ascending(DutyNote.UNATTENDED);
    private final MongoCollection<Document> entries;
    private final Imports imports;
    private final Clock clock;

    Unattended(Directory directory, Clock clock) {
        this.entries = directory.entries();
        this.imports = directory.imports();
        this.clock = clock;
    }

    /** A page of them, by code, within the prefixes. */
    public <T> Page<T> list(
            List<String> prefixes, Asked asked, Function<List<Entry>, List<T>> view) {
        var snapshot = imports.snapshot();
        var after = asked.after() == null ? "" : asked.after();
        var found =
                entries
                        .find(
                                snapshot.where(
                                        Filters.and(
                                                within(prefixes),
                                                Filters.gt(
                                                        DutyNote.UNATTENDED,
                                                        after.substring(after.indexOf(':') + 1)))))
                        .sort(FIRST)
                        .limit(asked.limit() + 1)
                        .into(new ArrayList<>())
                        .stream()
                        .flatMap(stored -> snapshot.entry(stored).stream())
                        .toList();
        return Page.of(found, asked.limit(), clock.instant(), Asked::cursor, view);
    }

    /** Codes of those within the prefixes, the first so many. */
    public List<String> codes(List<String> prefixes, int limit) {
        return codes(within(prefixes), limit);
    }

    /** Those among these grids. */
    public List<String> among(Collection<String> grids) {
        return codes(Filters.in(DutyNote.UNATTENDED, grids), 0);
    }

    private List<String> codes(Bson which, int limit) {
        return entries.find(imports.snapshot().where(which))
                .sort(FIRST)
                .limit(limit)
                .projection(Projections.include("code"))
                .map(it -> it.getString("code"))
                .into(new ArrayList<>());
    }

    /** How many there are within the prefixes. */
    public long count(List<String> prefixes) {
        return entries.countDocuments(imports.snapshot().where(within(prefixes)));
    }

    /** How many there are in each county that has any, by its 6 digits. */
    public Map<String, Long> byCounty() {
        var counts = new TreeMap<String, Long>();
        var after = "";
        while (true) {
            // From one county to the next along the index.
            var first =
                    entries.find(imports.snapshot().where(Filters.gte(DutyNote.UNATTENDED, after)))
                            .sort(FIRST)
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
