package dev.wangge.grids.locate;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.index.Spells.Spell;
import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What an entry was, and is: one after the other, never two on one day. */
final class History {
    private static final Spell ALWAYS = new Spell(Validity.ALWAYS, null);

    private History() {}

    /** What it was for a while. */
    record Past(Spell spell, Document state, @Nullable String geometry) {
        String text(String field) {
            return Objects.requireNonNullElse(state.getString(field), "");
        }
    }

    /**
     * Oldest first, the present one last; each begins no earlier than the day after the one before
     * it ended.
     *
     * @throws IllegalArgumentException when a state has no such days
     */
    static List<Past> of(Entry entry) {
        if (entry.former().isEmpty()) {
            return List.of(new Past(spell(entry.state(), null), entry.state(), entry.geometry()));
        }
        var all = new ArrayList<Past>();
        LocalDate after = null;
        for (var former : entry.former()) {
            after = add(all, former.state(), former.geometry(), after);
        }
        add(all, entry.state(), entry.geometry(), after);
        return all;
    }

    /** The day after its end; the same as before when it was overtaken before it began. */
    private static @Nullable LocalDate add(
            List<Past> all, Document state, @Nullable String geometry, @Nullable LocalDate after) {
        var own = Validity.of(state);
        if (after == null || own.to() == null || !own.to().isBefore(after)) {
            all.add(new Past(spell(state, after), state, geometry));
            return own.to() == null ? after : own.to().plusDays(1);
        }
        return after;
    }

    private static Spell spell(Document state, @Nullable LocalDate after) {
        var own = Validity.of(state);
        var from = own.from();
        if (after != null && (from == null || from.isBefore(after))) {
            from = after;
        }
        var spell = new Spell(new Validity(from, own.to()), Season.of(state).orElse(null));
        return spell.isAlways() ? ALWAYS : spell;
    }
}
