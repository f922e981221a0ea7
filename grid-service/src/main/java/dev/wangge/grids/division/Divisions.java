package dev.wangge.grids.division;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.grids.name.SearchTerms;
import dev.wangge.grids.place.Level;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.Page;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How divisions are found in the directory. */
@Component
class Divisions {
    private static final Pattern CODE = Pattern.compile("[0-9]+");
    private static final int MOST_SIBLINGS = 1_000;
    private final Directory directory;

    Divisions(Directory directory) {
        this.directory = directory;
    }

    /**
     * A page of those that hold on a day.
     *
     * @throws Problem invalid-request, for a level that is none
     */
    Page<DivisionView> find(
            @Nullable String parent,
            @Nullable String level,
            @Nullable String q,
            LocalDate day,
            Asked asked) {
        var filters = new ArrayList<Bson>();
        if (parent != null) {
            filters.add(Filters.eq("state.parent", Codes.padded(parent)));
        }
        if (level != null) {
            if (Level.of(level).isEmpty()) {
                throw Problem.invalid(
                        Pointed.parameter(
                                "level", "wrong-value", "level is one of " + Level.allSpelled()));
            }
            filters.add(Filters.eq("state.level", level));
        }
        if (q != null && !q.isEmpty()) {
            filters.add(beginsWith(SearchTerms.normalised(q)));
        }
        filters.add(holdsOn(day));
        return directory.list(
                Kind.DIVISION, Within.EVERYWHERE, filters, asked, found -> views(found, day));
    }

    /** The other ones of its level below the same one. */
    List<DivisionView> siblings(Entry one, LocalDate day) {
        return directory
                .list(
                        Kind.DIVISION,
                        Within.EVERYWHERE,
                        List.of(
                                Filters.eq("state.parent", one.textOrNull("parent")),
                                Filters.eq("state.level", one.text("level")),
                                Filters.ne("code", one.code()),
                                holdsOn(day)),
                        new Asked(MOST_SIBLINGS, null),
                        found -> views(found, day))
                .items();
    }

    private static List<DivisionView> views(List<Entry> found, LocalDate day) {
        return found.stream().map(entry -> DivisionView.of(entry, day)).toList();
    }

    /** It as it was on a day. */
    static Entry on(Entry entry, LocalDate day) {
        return entry.former().stream()
                .filter(was -> Validity.of(was.state()).holdsOn(day))
                .findFirst()
                .map(was -> entry.withState(was.state()))
                .orElse(entry);
    }

    private static Bson beginsWith(String q) {
        if (q.isEmpty()) {
            return Within.nothing(); // Brackets and spaces begin no name.
        }
        if (CODE.matcher(q).matches()) {
            return Within.beginning(Kind.DIVISION, q);
        }
        return Filters.regex("search", Pattern.compile("^" + Pattern.quote(q)));
    }

    /** Days are text that sorts as days do. */
    private static Bson holdsOn(LocalDate day) {
        return Filters.and(
                Filters.or(
                        Filters.exists("state.validTo", false),
                        Filters.gte("state.validTo", day.toString())),
                // It may have had another name before.
                Filters.or(
                        Filters.exists("state.validFrom", false),
                        Filters.lte("state.validFrom", day.toString()),
                        Filters.exists("former.0")));
    }
}
