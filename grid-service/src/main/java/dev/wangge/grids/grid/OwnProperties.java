package dev.wangge.grids.grid;

import dev.wangge.grids.place.FeatureFile.Feature;
import dev.wangge.platform.web.FreeText;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a feature says that is none of ours: its id in the system it comes from, and its other
 * properties. They are kept as they are and come back with every export; they decide nothing, and a
 * change of them is no history.
 *
 * @param id JSON, a text or a number; null without one
 * @param properties a JSON object; null where nothing was said
 */
record OwnProperties(@Nullable String id, @Nullable String properties) {
    static final OwnProperties NONE = new OwnProperties(null, null);

    /** In an entry's state. */
    static final String ID = "ownId";

    static final String PROPERTIES = "ownProperties";

    /** What an export writes, and an import reads. */
    private static final Set<String> OURS =
            Set.of(
                    "code",
                    "divisionCode",
                    "name",
                    "kind",
                    "season",
                    "groups",
                    "validFrom",
                    "validTo",
                    "illustrative");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST = 16_384;
    private static final int DEEPEST = 8;

    /**
     * Those of a feature.
     *
     * @throws WrongGrid when there is more than is kept
     */
    static OwnProperties of(Feature feature) throws WrongGrid {
        return new OwnProperties(id(feature.id()), properties(feature.properties()));
    }

    private static @Nullable String id(JsonNode id) throws WrongGrid {
        if (id.isMissingNode() || id.isNull()) {
            return null;
        }
        var json = id.toString();
        if (!(id.isString() || id.isNumber()) || json.length() > LONGEST_ID || !isText(json)) {
            throw new WrongGrid(
                    "id",
                    "wrong-value",
                    "An id is a text or a number of at most %d characters".formatted(LONGEST_ID));
        }
        return json;
    }

    private static @Nullable String properties(JsonNode all) throws WrongGrid {
        var own = JSON.createObjectNode();
        for (var one : all.properties()) {
            if (!OURS.contains(one.getKey())) {
                own.set(one.getKey(), one.getValue());
            }
        }
        if (own.isEmpty()) {
            return null;
        }
        var json = own.toString();
        if (own.size() > MOST || json.length() > LONGEST || depth(own) > DEEPEST) {
            throw new WrongGrid(
                    "properties",
                    "too-long",
                    "At most %d own properties, %d characters as JSON and %d levels are kept"
                            .formatted(MOST, LONGEST, DEEPEST));
        }
        if (!isText(json) || own.propertyStream().anyMatch(it -> !isName(it.getKey()))) {
            throw new WrongGrid(
                    "properties",
                    "wrong-value",
                    "A property's name has 1 to %d characters, none of them a control character"
                            .formatted(LONGEST_NAME));
        }
        return json;
    }

    /** Half of a character cannot be stored. */
    private static boolean isText(String json) {
        return json.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static boolean isName(String name) {
        return !name.isBlank() && FreeText.isLine(name, LONGEST_NAME);
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (var child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainer() ? deepest + 1 : 0;
    }

    /** Into a state, as far as something was said. */
    void into(Document state) {
        if (id != null) {
            state.append(ID, id);
        }
        if (properties != null) {
            state.append(PROPERTIES, properties);
        }
    }

    /** Of a state. */
    static OwnProperties of(Document state) {
        return new OwnProperties(state.getString(ID), state.getString(PROPERTIES));
    }

    /** What was not said stays as it was. */
    static void keep(Document before, Document state) {
        for (var field : new String[] {ID, PROPERTIES}) {
            if (!state.containsKey(field) && before.containsKey(field)) {
                state.append(field, before.get(field));
            }
        }
    }

    @Nullable JsonNode idNode() {
        return id == null ? null : JSON.readTree(id);
    }

    @Nullable ObjectNode propertiesNode() {
        return properties == null ? null : (ObjectNode) JSON.readTree(properties);
    }

    /** By what its system knows it again: the feature's id, or a property of that name. */
    @Nullable JsonNode foreignId() {
        var own = propertiesNode();
        var named = own == null ? MissingNode.getInstance() : own.path("id");
        return id != null ? idNode() : named.isString() || named.isNumber() ? named : null;
    }
}
