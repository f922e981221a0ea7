package dev.wangge.cases.rulefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.cases.rulefile.Drift.Difference;
import dev.wangge.cases.rulefile.RuleFile.Part;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.RuleDesk;
import dev.wangge.cases.ruleset.RuleDesk.Draft;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.RulesInForce;
import dev.wangge.cases.ruleset.Setting;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.StrictBodies;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes all that a division has set out into one file, and brings it in. */
@Component
class RuleFiles {
    /** What is not said is not in a file. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private final RulesInForce inForce;
    private final RuleDesk desk;
    private final StrictBodies bodies;

    RuleFiles(RulesInForce inForce, RuleDesk desk, StrictBodies bodies) {
        this.inForce = inForce;
        this.desk = desk;
        this.bodies = bodies;
    }

    RuleFile of(String division) {
        return new RuleFile(
                division,
                inForce.ofDivision(division).stream()
                        .map(it -> new Part(it.set(), it.version(), asMap(it.body())))
                        .toList());
    }

    private static Map<String, Object> asMap(Object body) {
        return JSON.convertValue(body, new TypeReference<>() {});
    }

    /**
     * What one set of a file comes to.
     *
     * @param version the division's own last; 0 where it never had any
     * @param differences from what is in force; none where nothing would change
     * @param changedHere whether the division set it since, or the file is another's: it is brought
     *     in only where that is said
     */
    record Compared(String set, int version, List<Difference> differences, boolean changedHere) {}

    /** One that was read. */
    private record Read(int at, Part part, Draft<?> draft) {
        String pointer() {
            return "#/sets/" + at;
        }
    }

    /**
     * How a file differs from what is in force for a division.
     *
     * @throws Problem invalid-request that points at what could not be set
     */
    List<Compared> compare(RuleFile file, String division) {
        return read(file, division).stream().map(it -> compared(it, file, division)).toList();
    }

    /**
     * Brings all of it in, or nothing.
     *
     * @param overwrite names of sets that replace what was set since
     * @return what it changed
     * @throws Problem invalid-request that points at what could not be set
     */
    List<Compared> bring(
            RuleFile file, String division, Set<String> overwrite, String why, String by) {
        var read = read(file, division);
        var compared = new ArrayList<Compared>();
        var _ =
                desk.setTogether(
                        division,
                        read.stream().<Draft<?>>map(Read::draft).toList(),
                        why,
                        by,
                        () -> {
                            compared.clear();
                            read.forEach(it -> compared.add(compared(it, file, division)));
                            requireUnchanged(compared, overwrite);
                        });
        return compared;
    }

    private static void requireUnchanged(List<Compared> compared, Set<String> overwrite) {
        var changed = new ArrayList<Pointed>();
        for (int i = 0; i < compared.size(); i++) {
            var it = compared.get(i);
            if (it.changedHere() && !overwrite.contains(it.set())) {
                changed.add(
                        Pointed.at(
                                "#/sets/" + i,
                                "changed-here",
                                it.set() + " was set since: overwrite says that it is replaced"));
            }
        }
        refuse(changed);
    }

    private static void refuse(List<Pointed> wrong) {
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong.toArray(Pointed[]::new));
        }
    }

    private Compared compared(Read it, RuleFile file, String division) {
        return compared(it.draft(), it.part().version(), file, division);
    }

    private <B extends Record> Compared compared(
            Draft<B> draft, int version, RuleFile file, String division) {
        var set = draft.set();
        int own = inForce.lastOf(set, division);
        var differences = Drift.between(tree(desk.inForce(set, division)), tree(draft.body()));
        boolean isAsSeen = file.division().equals(division) && version == own;
        return new Compared(
                set.name(), own, differences, own > 0 && !isAsSeen && !differences.isEmpty());
    }

    private static JsonNode tree(Object body) {
        return JSON.valueToTree(body);
    }

    private List<Read> read(RuleFile file, String division) {
        var wrong = new ArrayList<Pointed>();
        var read = new ArrayList<Read>();
        var seen = new HashSet<String>();
        for (int i = 0; i < file.sets().size(); i++) {
            var part = file.sets().get(i);
            var at = "#/sets/" + i;
            var set = inForce.set(part.set());
            if (set.isEmpty()) {
                wrong.add(Pointed.at(at + "/set", "no-such-rules", "No rules " + part.set()));
            } else if (!seen.add(part.set())) {
                wrong.add(Pointed.at(at + "/set", "duplicate", part.set() + " comes twice"));
            } else {
                read.add(new Read(i, part, draft(set.get(), part, at + "/body")));
            }
        }
        refuse(wrong);
        var before = inForce.setting(division);
        var sound = read.stream().filter(it -> findings(it.draft(), before).isEmpty()).toList();
        var there = new Together(before, sound);
        for (var it : read) {
            findings(it.draft(), there)
                    .forEach(finding ->
                            wrong.add(
                                    Pointed.at(
                                            it.pointer() + finding.pointer().substring(1),
                                            finding.code(),
                                            finding.message())));
        }
        refuse(wrong);
        return read;
    }

    private <B extends Record> List<Finding> findings(Draft<B> draft, Setting there) {
        return desk.check(draft.set(), draft.body(), there);
    }

    private <B extends Record> Draft<B> draft(RuleSet<B, ?> set, Part part, String pointer) {
        return new Draft<>(
                set, bodies.read(JSON.writeValueAsBytes(part.body()), set.form().body(), pointer));
    }

    /** Sets of one file come into force together; one that is wrong does not. */
    private record Together(Setting before, List<Read> read) implements Setting {
        @Override
        public String division() {
            return before.division();
        }

        @Override
        public <B extends Record, R> R beside(RuleSet<B, R> set) {
            return read.stream()
                    .map(Read::draft)
                    .filter(it -> it.set().name().equals(set.name()))
                    .findFirst()
                    .map(it -> set.rules(set.form().body().cast(it.body())))
                    .orElseGet(() -> before.beside(set));
        }
    }
}
