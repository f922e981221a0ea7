package dev.wangge.grids.move;

import dev.wangge.platform.event.Ids;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.seal.Vault.BrokenSeal;
import java.util.List;
import org.bson.Document;
import tools.jackson.databind.json.JsonMapper;

/** One that moves: stored only sealed, shown only masked. */
record Household(String name, String phone, int people) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** All households of a move, under one seal each, as a plan named them. */
    static Document sealed(
            List<Household> households, String move, long plannedBySeq, Vault vault) {
        return new Document("seq", plannedBySeq)
                .append(
                        "sealed",
                        households.stream()
                                .map(it -> vault.seal(JSON.writeValueAsString(it), move))
                                .toList());
    }

    /** Those the plan of this fact named; none where others were named since. */
    static List<Household> open(Document stored, String move, long plannedBySeq, Vault vault) {
        if (stored.get("seq", Number.class).longValue() != plannedBySeq) {
            return List.of();
        }
        return stored.getList("sealed", String.class).stream()
                .map(seal -> open(seal, move, vault))
                .toList();
    }

    private static Household open(String seal, String move, Vault vault) {
        try {
            return JSON.readValue(vault.open(seal, move), Household.class);
        } catch (BrokenSeal e) {
            return new Household("***", "", 0);
        }
    }

    /** What their phones are known by, and all that is known of them outside a seal. */
    static List<String> phoneIndexes(List<Household> households, Vault vault) {
        return households.stream()
                .map(it -> vault.blindIndexOf(it.phone()))
                .filter(index -> !index.isEmpty())
                .distinct()
                .toList();
    }

    /** The code of the directory's entry about those who have this phone. */
    static String code(String phoneIndex) {
        return Ids.of("household", phoneIndex).toString();
    }
}
