package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Imported;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.FeatureFile;
import dev.wangge.grids.place.FeatureFile.Feature;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.InvalidGeometry;
import dev.wangge.grids.place.Outline;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Where grids are made, changed and dissolved. */
@Component
class GridDesk {
    static final List<String> KINDS = List.of("BASIC", "DEDICATED", "MICRO");
    private final Directory directory;

    GridDesk(Directory directory) {
        this.directory = directory;
    }

    /** A grid the caller may see; a foreign one is not there. */
    Entry find(String code, Caller caller) {
        return Optional.of(code)
                .filter(caller::covers)
                .flatMap(known -> directory.find(Kind.GRID, known))
                .orElseThrow(
                        () -> new Problem(HttpStatus.NOT_FOUND, "no-such-grid", "No grid " + code));
    }

    Entry create(GridBody body, Caller caller) {
        var code = GridCode.parse(Objects.requireNonNullElse(body.code(), ""));
        if (code.isEmpty()) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/code",
                            "wrong-value",
                            "A grid code has 15 digits: those of its village and a sequence"));
        }
        caller.requireScope(code.get().value());
        if (directory.find(Kind.DIVISION, code.get().village().value()).isEmpty()) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/code",
                            "no-such-division",
                            "No division " + code.get().village().value()));
        }
        var wanted = entry(code.get(), body);
        var known = directory.find(Kind.GRID, List.of(wanted.code()));
        // The code is the identity: the same grid again is the same answer.
        if (!known.isEmpty() && !Directory.differing(List.of(wanted), known).isEmpty()) {
            throw new Problem(
                    HttpStatus.CONFLICT, "grid-exists", "There is another grid " + wanted.code());
        }
        directory.save(List.of(wanted), known, caller.client());
        return find(wanted.code(), caller);
    }

    Entry replace(String code, GridBody body, @Nullable String ifMatch, Caller caller) {
        var present = find(code, caller);
        requireMatch(present, ifMatch);
        if (body.code() != null && !body.code().equals(code)) {
            throw Problem.invalid(Pointed.at("#/code", "wrong-value", "A code does not change"));
        }
        var wanted = entry(new GridCode(code), body);
        if (Directory.differing(List.of(wanted), Map.of(code, present)).isEmpty()) {
            return present;
        }
        if (!directory.replace(wanted, present.version(), caller.client())) {
            throw stale(find(code, caller));
        }
        return find(code, caller);
    }

    void delete(String code, @Nullable String ifMatch, Caller caller) {
        var present = find(code, caller);
        requireMatch(present, ifMatch);
        var members = directory.membersOf(List.of(code)).stream().map(Entry::code).toList();
        if (!members.isEmpty()) {
            throw new Problem(
                            HttpStatus.CONFLICT,
                            "action-not-allowed",
                            "Members serve this grid; give them another first")
                    .with("members", members);
        }
        if (!directory.remove(present, present.version(), caller.client())) {
            throw stale(find(code, caller));
        }
    }

    private static void requireMatch(Entry present, @Nullable String ifMatch) {
        if (ifMatch != null
                && !ifMatch.equals("*")
                && !ifMatch.equals("\"" + present.version() + "\"")) {
            throw stale(present);
        }
    }

    private static Problem stale(Entry present) {
        return new Problem(
                        HttpStatus.PRECONDITION_FAILED,
                        "stale-version",
                        "The grid is at version " + present.version())
                .with("version", present.version())
                .header("ETag", "\"" + present.version() + "\"");
    }

    private static Entry entry(GridCode code, GridBody body) {
        var name = Objects.requireNonNullElse(body.name(), "").strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > 200) {
            throw Problem.invalid(
                    Pointed.at("#/name", "required", "A name has 1 to 200 characters"));
        }
        var kind = Objects.requireNonNullElse(body.kind(), "BASIC");
        if (!KINDS.contains(kind)) {
            throw Problem.invalid(Pointed.at("#/kind", "wrong-value", "Kinds are " + KINDS));
        }
        var geometry = body.geometry();
        String outline = null;
        if (geometry != null && !geometry.isNull()) {
            try {
                outline = Outline.read(geometry).geoJson();
            } catch (InvalidGeometry e) {
                var point = e.point();
                throw new Problem(
                                HttpStatus.BAD_REQUEST,
                                "invalid-geometry",
                                String.valueOf(e.getMessage()))
                        .with("point", point == null ? List.of() : List.of(point[0], point[1]));
            }
        }
        return entry(code, name, kind, Boolean.TRUE.equals(body.illustrative()), outline);
    }

    private static Entry entry(
            GridCode code,
            String name,
            String kind,
            boolean illustrative,
            @Nullable String outline) {
        return Entry.of(
                Kind.GRID,
                code.value(),
                code.value(),
                new Document("name", name)
                        .append("kind", kind)
                        .append("illustrative", illustrative),
                outline);
    }

    /** Stores all grids of a FeatureCollection, or none. */
    Imported importFile(InputStream body, Caller caller) {
        var file = new FeatureFile();
        var features = file.read(body);
        var codes = new HashMap<Integer, GridCode>();
        for (var feature : features) {
            GridCode.parse(feature.text("code"))
                    .ifPresentOrElse(
                            code -> codes.put(feature.index(), code),
                            () ->
                                    file.wrong(
                                            feature.index(),
                                            "code",
                                            "A grid code has 15 digits: those of its village and a"
                                                    + " sequence"));
        }
        var villages =
                directory.find(
                        Kind.DIVISION,
                        codes.values().stream().map(code -> code.village().value()).toList());
        var wanted = new HashMap<String, Entry>();
        for (var feature : features) {
            var code = codes.get(feature.index());
            if (code != null && checked(file, feature, code, caller, villages)) {
                var outline = feature.outline();
                var entry =
                        entry(
                                code,
                                feature.text("name"),
                                feature.text("kind").isEmpty() ? "BASIC" : feature.text("kind"),
                                feature.properties().path("illustrative").asBoolean(false),
                                outline == null ? null : outline.geoJson());
                if (wanted.put(code.value(), entry) != null) {
                    file.wrong(feature.index(), "duplicate", code.value() + " comes twice");
                }
            }
        }
        file.refuseIfWrong();
        return directory.save(
                new ArrayList<>(wanted.values()),
                directory.find(Kind.GRID, wanted.keySet()),
                caller.client());
    }

    private static boolean checked(
            FeatureFile file,
            Feature feature,
            GridCode code,
            Caller caller,
            Map<String, Entry> villages) {
        var kind = feature.text("kind");
        if (!caller.covers(code.value())) {
            file.wrong(
                    feature.index(), "outside-scope", code.value() + " is outside your divisions");
        } else if (!villages.containsKey(code.village().value())) {
            file.wrong(
                    feature.index(), "no-such-division", "No division " + code.village().value());
        } else if (feature.text("name").isEmpty()) {
            file.wrong(feature.index(), "name", "The name is blank");
        } else if (!kind.isEmpty() && !KINDS.contains(kind)) {
            file.wrong(feature.index(), "kind", "Kinds are " + KINDS);
        } else {
            return true;
        }
        return false;
    }
}
