package dev.wangge.grids.directory;

import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.LeaveState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.grids.name.SearchTerms;
import dev.wangge.platform.web.EntityTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the directory.
 *
 * @param place the division or grid code that decides who may see it
 * @param state its fields
 * @param geometry GeoJSON of its outline
 * @param duty codes of the members on duty, for a grid, the one to tell first in front
 * @param version counts changes from 1; 0 when it is not stored yet
 * @param former what it was before, oldest first, each valid until {@code validTo} of its state
 */
public record Entry(
        Kind kind,
        String code,
        String place,
        Document state,
        @Nullable String geometry,
        List<String> duty,
        long version,
        List<Former> former) {

    /** What an entry was once. */
    public record Former(Document state, @Nullable String geometry) {
        Document toDocument() {
            return new Document("state", state).append("geometry", geometry);
        }

        /** The same with what it is found by. */
        Document toFound() {
            return toDocument().append("search", Entry.searchTerms(state));
        }

        static Former from(Document stored) {
            return new Former(stored.get("state", Document.class), stored.getString("geometry"));
        }
    }

    /** A new one. */
    public static Entry of(
            Kind kind, String code, String place, Document state, @Nullable String geometry) {
        return new Entry(kind, code, place, state, geometry, List.of(), 0, List.of());
    }

    /** The same with this state and geometry, and what it was until now among its former ones. */
    public Entry succeededBy(Document state, @Nullable String geometry, Former before) {
        var all = new ArrayList<>(former);
        all.add(before);
        return new Entry(kind, code, place, state, geometry, duty, version, List.copyOf(all));
    }

    /** The same with another state. */
    public Entry withState(Document state) {
        return new Entry(kind, code, place, state, geometry, duty, version, former);
    }

    /** The same with another outline. */
    public Entry withGeometry(@Nullable String geometry) {
        return new Entry(kind, code, place, state, geometry, duty, version, former);
    }

    /** Its version, as a caller names it. */
    public EntityTag tag() {
        return new EntityTag(version);
    }

    /** Texts of the state; none when absent. */
    public List<String> texts(String field) {
        return state.getList(field, String.class, List.of());
    }

    /** A field of the state; null when absent. */
    public @Nullable String textOrNull(String field) {
        return state.getString(field);
    }

    /** A field of the state; empty when absent. */
    public String text(String field) {
        return Objects.requireNonNullElse(state.getString(field), "");
    }

    public boolean flag(String field) {
        return state.getBoolean(field, false);
    }

    /** What a list finds it by, from the beginning of any of them. */
    List<String> searchTerms() {
        return searchTerms(state);
    }

    static List<String> searchTerms(Document state) {
        var name = state.getString("name");
        return name == null || name.isEmpty()
                ? List.of()
                : SearchTerms.of(
                        name,
                        state.getList("aliases", String.class, List.of()),
                        state.getString("nameBo"),
                        state.getString("nameEn"));
    }

    /** What a list of those that hold at a time finds a shift by; empty for all else. */
    List<String> slots() {
        return kind == Kind.SHIFT
                ? TimeSlots.of(Instant.parse(text("from")), Instant.parse(text("until")))
                : List.of();
    }

    String key() {
        return kind.key(code);
    }

    /** Whether nothing but its version and duty could tell them apart. */
    public boolean sameAs(Entry other) {
        return place.equals(other.place)
                && state.equals(other.state)
                && Objects.equals(geometry, other.geometry)
                && former.equals(other.former);
    }

    /** What others are told of it; empty for what only this service needs. */
    Optional<DirectoryEntry> event() {
        return Optional.ofNullable(
                switch (kind) {
                    case DIVISION ->
                            new DivisionState(
                                    code,
                                    text("name"),
                                    text("level"),
                                    state.getString("parent"),
                                    state.getString("nameBo"),
                                    state.getString("nameEn"),
                                    state.getString("validTo"),
                                    state.getString("supersededBy"));
                    case GRID ->
                            new GridState(
                                    code, text("name"), text("kind"), place.substring(0, 12), duty);
                    case MEMBER ->
                            new MemberState(
                                    code,
                                    text("role"),
                                    place,
                                    text("language"),
                                    text("sealedContact"),
                                    textOrNull("validFrom"),
                                    textOrNull("validTo"));
                    case LEAVE ->
                            new LeaveState(
                                    code,
                                    text("member"),
                                    textOrNull("deputy"),
                                    text("from"),
                                    text("until"));
                    case UNIT ->
                            new UnitState(
                                    code,
                                    text("name"),
                                    text("kind"),
                                    place,
                                    text("language"),
                                    text("sealedContact"));
                    case DUTY -> new DutyState(code, onDuty());
                    case TEAM, SHIFT, ASSIGNMENT, HOUSEHOLD -> null;
                });
    }

    private List<DutyState.OnDuty> onDuty() {
        return state.getList("onDuty", Document.class, List.of()).stream()
                .map(it ->
                        new DutyState.OnDuty(
                                it.getString("type"),
                                it.getString("code"),
                                it.getString("role"),
                                it.getString("language"),
                                it.getString("until"),
                                it.getString("standingInFor"),
                                it.getString("sealedContact")))
                .toList();
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
                stored.get("version", Number.class).longValue(),
                stored.getList("former", Document.class, List.of()).stream()
                        .map(Former::from)
                        .toList());
    }
}
