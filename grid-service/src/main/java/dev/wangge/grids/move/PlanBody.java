package dev.wangge.grids.move;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.contracts.fieldwork.v1.MoveEvent.MovePlanned;
import dev.wangge.grids.place.GridCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller plans.
 *
 * @param plannedFor a day
 * @param households a list of {name, phone?, people}, or how many there are
 * @param people may be left out where the households are listed; else it is their sum
 * @param livestock a count, {count, atLeast}, or a text
 */
record PlanBody(
        @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{15}$", example = "540328101201001")
                @Nullable String fromGrid,
        @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{15}$", example = "540328100001001")
                @Nullable String toGrid,
        @Schema(requiredMode = REQUIRED, format = "date", example = "2026-12-20")
                @Nullable String plannedFor,
        @Schema(
                        requiredMode = REQUIRED,
                        oneOf = {Integer.class, HouseholdBody[].class})
                @Nullable JsonNode households,
        @Schema(minimum = "1", maximum = "20000") @Nullable Integer people,
        @Schema(
                        requiredMode = REQUIRED,
                        oneOf = {Integer.class, HeadBody.class, String.class})
                @Nullable JsonNode livestock,
        @Nullable List<String> escort) {
    /** One household, as it is described. */
    record HouseholdBody(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 100) String name,
            @Schema(maxLength = 200) @Nullable String phone,
            @Schema(requiredMode = REQUIRED, minimum = "1", maximum = "1000") int people) {}

    /** A count of livestock, as it is described. */
    record HeadBody(
            @Schema(requiredMode = REQUIRED, minimum = "0") int count, @Nullable Boolean atLeast) {}

    static final int MOST_HOUSEHOLDS = 500;
    static final int MOST_PEOPLE = 20_000;

    /** A field may hold two numbers, and whose they are. */
    private static final int LONGEST_PHONE = 200;

    private static final int MOST_ESCORTS = 20;

    /** A plan as it was read: its facts, and the people beside them. */
    record Plan(MovePlanned planned, List<Household> households) {}

    /** Checks what can be checked without looking anything up. */
    Plan read(Instant now) {
        var from = grid(fromGrid, "fromGrid");
        var to = grid(toGrid, "toGrid");
        if (from.equals(to)) {
            throw Field.at("toGrid").wrong("wrong-value", "They are there already");
        }
        var listed = listed();
        int count = listed.isEmpty() ? counted() : listed.size();
        return new Plan(
                new MovePlanned(
                        from,
                        to,
                        Field.at("plannedFor").day(plannedFor, now),
                        count,
                        total(listed, count),
                        Field.at("livestock").headcount(livestock).head(),
                        members()),
                listed);
    }

    private static String grid(@Nullable String code, String field) {
        return GridCode.parse(Field.at(field).required(code))
                .map(GridCode::value)
                .orElseThrow(
                        () -> Field.at(field).wrong("wrong-code", "A grid code has 15 digits"));
    }

    private int counted() {
        var node = Field.at("households").required(households);
        if (!node.isInt()) {
            throw Field.at("households")
                    .wrong("wrong-value", "A list of {name, phone, people}, or how many there are");
        }
        return Field.at("households").within(node.intValue(), 1, MOST_HOUSEHOLDS);
    }

    private List<Household> listed() {
        var listed = new ArrayList<Household>();
        if (households != null && households.isArray()) {
            Field.at("households").within(households.size(), 1, MOST_HOUSEHOLDS);
            for (int i = 0; i < households.size(); i++) {
                listed.add(household(households.get(i), "households/" + i));
            }
        }
        return listed;
    }

    private static Household household(JsonNode node, String path) {
        for (var field : node.properties()) {
            if (!List.of("name", "phone", "people").contains(field.getKey())) {
                throw Field.at(path + "/" + field.getKey())
                        .wrong("unknown-field", "Unknown field " + field.getKey());
            }
        }
        var phone = text(node, path, "phone", LONGEST_PHONE);
        return new Household(
                Field.at(path + "/name").required(text(node, path, "name", 100)),
                phone == null ? "" : phone,
                Field.at(path + "/people")
                        .within(
                                node.path("people").isInt()
                                        ? Integer.valueOf(node.path("people").intValue())
                                        : null,
                                1,
                                1_000));
    }

    private static @Nullable String text(JsonNode node, String path, String field, int most) {
        var at = Field.at(path + "/" + field);
        var value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw at.wrong("wrong-type", field + " is a text");
        }
        return at.textIfGiven(value.asString(), most);
    }

    private int total(List<Household> listed, int households) {
        if (listed.isEmpty()) {
            return Field.at("people").within(people, households, MOST_PEOPLE);
        }
        int sum = listed.stream().mapToInt(Household::people).sum();
        if (people != null && people != sum) {
            throw Field.at("people").wrong("wrong-value", "The households have " + sum);
        }
        return Field.at("people").within(sum, 1, MOST_PEOPLE);
    }

    private List<String> members() {
        var members = escort == null ? List.<String>of() : escort.stream().distinct().toList();
        if (members.size() > MOST_ESCORTS) {
            throw Field.at("escort").wrong("too-many", "At most " + MOST_ESCORTS);
        }
        for (int i = 0; i < members.size(); i++) {
            Field.at("escort/" + i).text(members.get(i), 64);
        }
        return members;
    }
}
