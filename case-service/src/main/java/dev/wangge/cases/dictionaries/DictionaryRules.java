package dev.wangge.cases.dictionaries;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.dictionaries.Dictionaries.Subject;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.Names;
import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleForm;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.Setting;
import dev.wangge.contracts.cases.v1.CaseEvent.Term;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Words with codes for how great a matter is: data, never called official. */
@Component
public class DictionaryRules implements RuleSet<DictionaryRules.Body, Dictionaries> {
    /** Code points of a code. */
    public static final int LONGEST_CODE = 20;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,19}");
    private static final int MOST = 100;
    private static final Body BUILT_IN =
            new Body(
                    List.of(
                            dictionary(
                                    Subject.scale,
                                    entry("01", "个体性", "One or a few people"),
                                    entry("02", "一般群体性", "A group"),
                                    entry("03", "重大群体性", "A large group")),
                            dictionary(
                                    Subject.grade,
                                    entry("01", "特别重大", "Extremely grave"),
                                    entry("02", "重大", "Grave"),
                                    entry("03", "较大", "Considerable"),
                                    entry("04", "一般", "Ordinary")),
                            dictionary(
                                    Subject.nature,
                                    entry("01", "治安", "Public order"),
                                    entry("02", "刑事", "Criminal"),
                                    entry("03", "民商事", "Civil and commercial"),
                                    entry("04", "行政", "Administrative"),
                                    entry("99", "其他", "Other"))));
    private static final RuleForm<Body> FORM =
            new RuleForm<>("dictionaries", Body.class, Change.class, BUILT_IN);

    /** What there is where nobody set anything. */
    public static final Dictionaries DEFAULT = dictionaries(BUILT_IN);

    /** A word. */
    record Entry(
            @Schema(
                            requiredMode = REQUIRED,
                            minLength = 1,
                            maxLength = LONGEST_CODE,
                            example = "03")
                    String code,
            @Schema(requiredMode = REQUIRED) Names names) {}

    /** All words for one thing. */
    record Dictionary(
            @Schema(requiredMode = REQUIRED) Subject name,
            @Schema(requiredMode = REQUIRED) List<Entry> entries) {}

    /** The document. */
    record Body(@Schema(requiredMode = REQUIRED) List<Dictionary> dictionaries) {}

    /** A request. */
    record Change(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = LONGEST_WHY) String why,
            @Schema(requiredMode = REQUIRED) Body body)
            implements RuleChange<Body> {}

    private static Dictionary dictionary(Subject name, Entry... entries) {
        return new Dictionary(name, List.of(entries));
    }

    /** Without Tibetan words until somebody who speaks it has read them. */
    private static Entry entry(String code, String zh, String en) {
        return new Entry(code, new Names(zh, null, en));
    }

    @Override
    public RuleForm<Body> form() {
        return FORM;
    }

    @Override
    public List<Finding> check(Body body, Setting there) {
        var findings = new ArrayList<Finding>();
        var names = new HashSet<Subject>();
        for (int i = 0; i < body.dictionaries().size(); i++) {
            var dictionary = body.dictionaries().get(i);
            var at = "#/body/dictionaries/" + i;
            if (!names.add(dictionary.name())) {
                findings.add(
                        new Finding(at + "/name", "duplicate", dictionary.name() + " comes twice"));
            }
            if (dictionary.entries().size() > MOST) {
                findings.add(
                        new Finding(at + "/entries", "too-many", "At most " + MOST + " entries"));
            }
            findings.addAll(codes(dictionary.entries(), at + "/entries/"));
        }
        Arrays.stream(Subject.values())
                .filter(name -> !names.contains(name))
                .map(name -> new Finding("#/body/dictionaries", "gap", "No dictionary " + name))
                .forEach(findings::add);
        return findings;
    }

    private static List<Finding> codes(List<Entry> entries, String at) {
        var findings = new ArrayList<Finding>();
        var codes = new HashSet<String>();
        for (int i = 0; i < entries.size(); i++) {
            var code = entries.get(i).code();
            if (!CODE.matcher(code).matches()) {
                findings.add(
                        new Finding(
                                at + i + "/code",
                                "wrong-code",
                                "A code has up to 20 letters, digits and hyphens"));
            }
            if (!codes.add(code)) {
                findings.add(new Finding(at + i + "/code", "duplicate", code + " comes twice"));
            }
        }
        return findings;
    }

    @Override
    public Dictionaries rules(Body body) {
        return dictionaries(body);
    }

    private static Dictionaries dictionaries(Body body) {
        return new Dictionaries(
                body.dictionaries().stream()
                        .collect(
                                Collectors.toMap(
                                        Dictionary::name,
                                        it ->
                                                it.entries().stream()
                                                        .map(DictionaryRules::term)
                                                        .collect(
                                                                Collectors.toMap(
                                                                        Term::code,
                                                                        Function.identity())))));
    }

    private static Term term(Entry entry) {
        var names = entry.names();
        return new Term(entry.code(), names.zh(), names.bo(), names.en());
    }
}
