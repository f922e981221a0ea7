package dev.wangge.grids.division;

import dev.wangge.grids.directory.Entry;
import java.time.LocalDate;
import java.util.List;
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
        var then = Divisions.on(entry, day);
        return new DivisionView(
                then.code(),
                then.text("name"),
                then.text("level"),
                then.textOrNull("parent"),
                then.textOrNull("nameBo"),
                then.textOrNull("nameEn"),
                then.texts("aliases"),
                then.textOrNull("validFrom"),
                then.textOrNull("validTo"),
                then.textOrNull("supersededBy"));
    }
}
