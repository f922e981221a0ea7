package dev.wangge.grids.grid;

import dev.wangge.grids.place.FeatureFile.Feature;
import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.web.FreeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a grid to be, checked.
 *
 * @param groups names of the village groups it consists of
 * @param validity open ends where nothing was said
 * @param outline GeoJSON
 * @param own what else its feature said
 */
record GridDraft(
        String name,
        String kind,
        boolean illustrative,
        @Nullable Season season,
        List<String> groups,
        Validity validity,
        @Nullable String outline,
        OwnProperties own) {
    static final List<String> KINDS = List.of("BASIC", "DEDICATED", "MICRO");
    private static final Pattern SEPARATORS = Pattern.compile("[;；]");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_GROUP = 100;
    private static final int MOST_GROUPS = 200;

    static GridDraft of(GridBody body, @Nullable String outline) throws WrongGrid {
        var season = body.season();
        return new GridDraft(
                name(body.name()),
                kind(body.kind()),
                Boolean.TRUE.equals(body.illustrative()),
                season == null ? null : season(orEmpty(season.from()), orEmpty(season.to())),
                groups(Objects.requireNonNullElse(body.groups(), List.of())),
                validity(body.validFrom(), null),
                outline,
                OwnProperties.NONE);
    }

    /** As a feature has it, whose properties are flat because QGIS flattens them. */
    static GridDraft of(Feature feature) throws WrongGrid {
        var season = feature.text("season");
        var outline = feature.outline();
        return new GridDraft(
                name(feature.text("name")),
                kind(feature.text("kind").isEmpty() ? null : feature.text("kind")),
                flag(feature),
                season.isEmpty() ? null : season(season),
                groups(groupsOf(feature)),
                validity(day(feature, "validFrom"), day(feature, "validTo")),
                outline == null ? null : outline.geoJson(),
                OwnProperties.of(feature));
    }

    /** Some versions of GDAL write dates with slashes. */
    private static String day(Feature feature, String name) {
        return feature.text(name).replace('/', '-');
    }

    private static boolean flag(Feature feature) throws WrongGrid {
        var flag = feature.properties().path("illustrative");
        // A shape file has no booleans: QGIS gives 1 and 0, or text.
        return switch (flag.isNull() || flag.isMissingNode() ? "" : flag.asString("?")) {
            case "", "false", "0" -> false;
            case "true", "1" -> true;
            default -> throw new WrongGrid("illustrative", "illustrative", "It is true or false");
        };
    }

    private static List<@Nullable String> groupsOf(Feature feature) throws WrongGrid {
        var groups = feature.properties().path("groups");
        var names = new ArrayList<@Nullable String>();
        if (groups.isArray()) {
            for (var group : groups) {
                if (!group.isString()) {
                    throw new WrongGrid("groups", "groups", "A village group is a name");
                }
                names.add(group.asString());
            }
        } else if (!feature.text("groups").isEmpty()) {
            names.addAll(Arrays.asList(SEPARATORS.split(feature.text("groups"))));
        }
        return names;
    }

    private static String name(@Nullable String given) throws WrongGrid {
        var name = orEmpty(given).strip();
        if (FreeText.isBlank(name)) {
            throw new WrongGrid("name", "required", "A name has 1 to 200 characters");
        }
        requireText("name", name, LONGEST_NAME);
        return name;
    }

    private static void requireText(String field, String text, int longest) throws WrongGrid {
        if (!FreeText.isLine(text, longest)) {
            throw new WrongGrid(
                    field,
                    "wrong-value",
                    "At most %d characters, no control characters".formatted(longest));
        }
    }

    private static String kind(@Nullable String given) throws WrongGrid {
        var kind = Objects.requireNonNullElse(given, "BASIC");
        if (!KINDS.contains(kind)) {
            throw new WrongGrid(
                    "kind", "wrong-value", "kind is one of " + String.join(", ", KINDS));
        }
        return kind;
    }

    private static Season season(String text) throws WrongGrid {
        int slash = text.indexOf('/');
        return slash < 0
                ? season(text, "")
                : season(text.substring(0, slash), text.substring(slash + 1));
    }

    private static Season season(String from, String to) throws WrongGrid {
        try {
            return Season.parse(from, to);
        } catch (IllegalArgumentException e) {
            throw new WrongGrid(
                    "season", "wrong-value", "A season has two days of the year as 06-01, 09-30");
        }
    }

    private static Validity validity(@Nullable String from, @Nullable String to) throws WrongGrid {
        try {
            return Validity.parse(from, to);
        } catch (IllegalArgumentException e) {
            throw new WrongGrid("validFrom", "wrong-value", String.valueOf(e.getMessage()));
        }
    }

    private static List<String> groups(List<@Nullable String> given) throws WrongGrid {
        var groups = new ArrayList<String>();
        for (var one : given) {
            var group = orEmpty(one).strip();
            if (FreeText.isBlank(group)
                    || SEPARATORS.matcher(group).find()
                    || groups.contains(group)) {
                throw new WrongGrid(
                        "groups",
                        "wrong-value",
                        "Village groups have names without semicolons, each named once");
            }
            requireText("groups", group, LONGEST_GROUP);
            groups.add(group);
        }
        if (groups.size() > MOST_GROUPS) {
            throw new WrongGrid("groups", "wrong-value", "A village has no 200 groups");
        }
        return groups;
    }

    GridDraft withOutline(@Nullable String other) {
        return new GridDraft(name, kind, illustrative, season, groups, validity, other, own);
    }

    /** Its fields in an entry's state, but for the days on which it holds. */
    Document state() {
        var state =
                new Document("name", name)
                        .append("kind", kind)
                        .append("illustrative", illustrative);
        if (season != null) {
            state.append("season", season.toDocument());
        }
        if (!groups.isEmpty()) {
            state.append("groups", groups);
        }
        own.into(state);
        return state;
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
