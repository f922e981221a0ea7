package dev.wangge.grids.locate;

import dev.wangge.grids.gazetteer.PlaceNames;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of places as the atlas asks them. */
public final class NamesAnswer {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
    private final PlaceNames names;

    private NamesAnswer(PlaceNames names) {
        this.names = names;
    }

    /** Takes divisions one after the other. */
    public static final class Builder {
        private final PlaceNames.Builder names = new PlaceNames.Builder();

        public void add(String code, String name) {
            add(code, name, List.of());
        }

        public void add(String code, String name, List<String> aliases) {
            names.add(new DivisionCode(code), name, aliases, Validity.ALWAYS, null);
        }

        public NamesAnswer build() {
            return new NamesAnswer(names.build());
        }
    }

    /** The place a text names, for who answers for these prefixes; null when none is likely. */
    public @Nullable String placeIn(String text, List<String> scope) {
        return names.find(text, scope, DAY).place().map(DivisionCode::value).orElse(null);
    }

    /** Bytes of its arrays, as it counts them. */
    public long bytes() {
        return names.bytes();
    }
}
