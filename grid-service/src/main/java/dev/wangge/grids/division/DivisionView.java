package dev.wangge.grids.division;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A division as we show it.
 *
 * @param validFrom its first day under this name; null is always
 * @param validTo its last day; null is none
 * @param supersededBy the code that came after it
 */
record DivisionView(
        String code,
        String name,
        String level,
        @Nullable String parent,
        @Nullable String nameBo,
        @Nullable String nameEn,
        List<String> aliases,
        @Nullable String validFrom,
        @Nullable String validTo,
        @Nullable String supersededBy) {
    /** As it was on a day. */
    static DivisionView of(Entry entry, LocalDate day) {
        var then =
                entry.former().stream()
                        .map(Former::state)
                        .filter(state -> Validity.of(state).holdsOn(day))
                        .findFirst()
                        .orElse(entry.state());
        return of(entry.code(), then);
    }

    private static DivisionView of(String code, Document state) {
        return new DivisionView(
                code,
                state.getString("name"),
                state.getString("level"),
                state.getString("parent"),
                state.getString("nameBo"),
                state.getString("nameEn"),
                state.getList("aliases", String.class, List.of()),
                state.getString("validFrom"),
                state.getString("validTo"),
                state.getString("supersededBy"));
    }
}
