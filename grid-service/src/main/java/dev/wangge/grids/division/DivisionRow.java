package dev.wangge.grids.division;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Level;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.csv.CsvFile.Row;
import dev.wangge.platform.web.FreeText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A line of a file of divisions. */
record DivisionRow(Row row) {
    static final List<String> REQUIRED = List.of("code", "name", "level", "parent_code");
    static final List<String> OPTIONAL =
            List.of("name_bo", "name_en", "aliases", "valid_from", "valid_to", "superseded_by");
    private static final int LONGEST_NAME = 200;
    private static final int MOST_ALIASES = 20;

    /** The number that a division's twelve digits are; empty for any other text. */
    static Optional<Long> number(String code) {
        return DivisionCode.parse(code).map(it -> Long.parseLong(it.value()));
    }

    long line() {
        return row.line();
    }

    String code() {
        return row.get("code");
    }

    /** The divisions that there are, in the file or stored. */
    interface Known {
        boolean has(String code);

        /** Whether it is there and has no last day. */
        boolean lasts(String code);
    }

    /** What is wrong with it, by kind of mistake; nothing is wrong when empty. */
    Map<String, String> wrong(Known known) {
        var wrong = new LinkedHashMap<String, String>();
        var code = DivisionCode.parse(code());
        if (code.isEmpty()) {
            wrong.put("code", "A division code has 12 digits: " + code());
            return wrong;
        }
        if (FreeText.isBlank(row.get("name"))) {
            wrong.put("name", "The name is blank");
        }
        for (var column : List.of("name", "name_bo", "name_en")) {
            if (row.get(column).length() > LONGEST_NAME) {
                wrong.put(column, "A name has at most %d characters".formatted(LONGEST_NAME));
            }
        }
        if (aliases().size() > MOST_ALIASES) {
            wrong.put("aliases", "At most %d aliases".formatted(MOST_ALIASES));
        }
        level(code.get()).ifPresent(message -> wrong.put("level", message));
        parent(code.get(), known).ifPresent(message -> wrong.put("parent", message));
        succession(known::has).ifPresent(message -> wrong.put("superseded_by", message));
        try {
            var _ = validity();
        } catch (IllegalArgumentException e) {
            wrong.put("validity", String.valueOf(e.getMessage()));
        }
        return wrong;
    }

    private Optional<String> level(DivisionCode code) {
        var level = Level.of(row.get("level"));
        if (level.isEmpty()) {
            return Optional.of("level is one of " + Level.allSpelled());
        }
        return level.get() == code.level()
                ? Optional.empty()
                : Optional.of(
                        "%s has the shape of a %s, not of a %s"
                                .formatted(code.value(), code.level().spelled(), row.get("level")));
    }

    private Optional<String> parent(DivisionCode code, Known known) {
        var named = row.get("parent_code");
        if (named.isEmpty()) {
            return code.level() == Level.PROVINCE
                    ? Optional.empty()
                    : Optional.of("Only a province has no parent");
        }
        var parent = DivisionCode.parse(named);
        if (parent.isEmpty() || !code.isBelow(parent.get())) {
            return Optional.of("%s does not lie above %s".formatted(named, code.value()));
        }
        if (!known.has(named)) {
            return Optional.of("No division " + named);
        }
        // What was abolished may be left out, for its villages lie in the county since.
        return code.above().stream()
                .takeWhile(above -> !above.equals(named))
                .filter(known::lasts)
                .findFirst()
                .map(nearer ->
                        "By its code it lies in %s, which there is; its parent cannot be %s"
                                .formatted(nearer, named));
    }

    private Optional<String> succession(Predicate<String> exists) {
        var named = row.get("superseded_by");
        if (named.isEmpty()) {
            return Optional.empty();
        }
        if (DivisionCode.parse(named).isEmpty() || named.equals(code())) {
            return Optional.of("%s cannot supersede %s".formatted(named, code()));
        }
        if (row.get("valid_to").isEmpty()) {
            return Optional.of("What is superseded has a valid_to, its last day");
        }
        return exists.test(named) ? Optional.empty() : Optional.of("No division " + named);
    }

    private Validity validity() {
        return Validity.parse(row.get("valid_from"), row.get("valid_to"));
    }

    private List<String> aliases() {
        return Arrays.stream(row.get("aliases").split("[;；]", -1))
                .map(String::strip)
                .filter(alias -> !FreeText.isBlank(alias))
                .distinct()
                .toList();
    }

    /** What it is from now on; only a row that is right can say. */
    Entry entry(@Nullable Entry old) {
        var state =
                new Document("name", row.get("name"))
                        .append("level", row.get("level"))
                        .append("parent", blankAsNull("parent_code"))
                        .append("nameBo", blankAsNull("name_bo"))
                        .append("nameEn", blankAsNull("name_en"))
                        .append("aliases", aliases().isEmpty() ? null : aliases())
                        .append("supersededBy", blankAsNull("superseded_by"));
        validity().into(state);
        state.values().removeIf(Objects::isNull);
        if (old == null) {
            return Entry.of(Kind.DIVISION, code(), code(), state, null);
        }
        return formerly(old, state)
                .map(then ->
                        old.succeededBy(state, old.geometry(), new Former(then, old.geometry())))
                .orElseGet(() -> old.withState(state));
    }

    /** A new name with a day from which it holds is a change; without one it is a correction. */
    private static Optional<Document> formerly(Entry old, Document state) {
        var from = Validity.of(state).from();
        var before = Validity.of(old.state());
        if (from == null
                || (before.from() != null && !from.isAfter(before.from()))
                || (before.to() != null && before.to().isBefore(from))
                || old.text("name").equals(state.getString("name"))) {
            return Optional.empty();
        }
        var then = new Document(old.state());
        new Validity(before.from(), from.minusDays(1)).into(then);
        return Optional.of(then);
    }

    private @Nullable String blankAsNull(String column) {
        var text = row.get(column);
        return text.isEmpty() ? null : text;
    }
}
