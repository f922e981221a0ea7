package dev.wangge.grids.directory;

import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the directory.
 *
 * @param place the division or grid code that decides who may see it
 * @param state its fields, texts and booleans only
 * @param geometry GeoJSON of its outline
 * @param duty codes of the members on duty, for a grid, the one to tell first in front
 * @param version counts changes from 1; 0 when it is not stored yet
 */
public record Entry(
        Kind kind,
        String code,
        String place,
        Document state,
        @Nullable String geometry,
        List<String> duty,
        long version) {

    /** A new one. */
    public static Entry of(
            Kind kind, String code, String place, Document state, @Nullable String geometry) {
        return new Entry(kind, code, place, state, geometry, List.of(), 0);
    }

    /** A field of the state; empty when absent. */
    public String text(String field) {
        return Objects.requireNonNullElse(state.getString(field), "");
    }

    public boolean flag(String field) {
        return state.getBoolean(field, false);
    }

    String key() {
        return kind.key(code);
    }

    boolean sameAs(Entry other) {
        return place.equals(other.place)
                && state.equals(other.state)
                && Objects.equals(geometry, other.geometry);
    }

    DirectoryEntry event() {
        return switch (kind) {
            case DIVISION ->
                    new DivisionState(code, text("name"), text("level"), state.getString("parent"));
            case GRID ->
                    new GridState(code, text("name"), text("kind"), place.substring(0, 12), duty);
            case MEMBER ->
                    new MemberState(
                            code, text("role"), place, text("language"), text("sealedContact"));
            case UNIT ->
                    new UnitState(
                            code,
                            text("name"),
                            text("kind"),
                            place,
                            text("language"),
                            text("sealedContact"));
        };
    }

    static Entry from(Document stored) {
        var duty = stored.getList("duty", String.class);
        return new Entry(
                Kind.valueOf(stored.getString("kind")),
                stored.getString("code"),
                stored.getString("place"),
                stored.get("state", Document.class),
                stored.getString("geometry"),
                duty == null ? List.of() : List.copyOf(duty),
                stored.get("version", Number.class).longValue());
    }
}
