package dev.wangge.cases.dictionaries;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseAssessed;
import dev.wangge.contracts.cases.v1.CaseEvent.Term;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words by their codes. */
public final class Dictionaries {
    private final Map<Subject, Map<String, Term>> terms;

    /** What there are words for. */
    enum Subject {
        scale,
        grade,
        nature
    }

    Dictionaries(Map<Subject, Map<String, Term>> terms) {
        this.terms = Map.copyOf(terms);
    }

    /**
     * What somebody says as a fact keeps it: with the words as they are now.
     *
     * @throws Problem invalid-request where there is no such code, or a number is none
     */
    public CaseAssessed assessed(Assessment said) {
        said.checkNumbers();
        return new CaseAssessed(
                term(Subject.scale, said.scale()),
                term(Subject.grade, said.grade()),
                term(Subject.nature, said.nature()),
                said.people(),
                said.fen());
    }

    private @Nullable Term term(Subject of, @Nullable String code) {
        if (code == null) {
            return null;
        }
        var term = terms(of).get(code);
        if (term == null) {
            throw Problem.invalid(
                    Pointed.at("#/" + of, "unknown-code", "No %s %s".formatted(of, code)));
        }
        return term;
    }

    private Map<String, Term> terms(Subject of) {
        return terms.getOrDefault(of, Map.of());
    }

    /** All that can be said of each, as conditions name it: also that nobody did. */
    public Map<String, List<String>> codes() {
        return Arrays.stream(Subject.values())
                .collect(
                        Collectors.toUnmodifiableMap(
                                Subject::name,
                                of ->
                                        Stream.concat(
                                                        Stream.of(""),
                                                        terms(of).keySet().stream().sorted())
                                                .toList()));
    }
}
