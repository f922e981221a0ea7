package dev.wangge.cases.ruleset;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

/** Rules of one word, which may not be bad, said aloud. */
record WordRules(String name, String first) implements RuleSet<WordRules.Word, String> {
    WordRules(String name) {
        this(name, "built in");
    }

    record Word(
            @Schema(requiredMode = RequiredMode.REQUIRED, minLength = 1, maxLength = 20)
                    String word,
            @Schema(minimum = "1", maximum = "9") Integer times,
            List<Word> more) {}

    record Change(
            @Schema(requiredMode = RequiredMode.REQUIRED, minLength = 1, maxLength = LONGEST_WHY)
                    String why,
            @Schema(requiredMode = RequiredMode.REQUIRED) Word body)
            implements RuleChange<Word> {}

    static Word word(String word) {
        return new Word(word, 1, List.of());
    }

    static Change change(String word) {
        return new Change("因为", word(word));
    }

    @Override
    public RuleForm<Word> form() {
        return new RuleForm<>(name, Word.class, Change.class, word(first));
    }

    @Override
    public List<Finding> check(Word body, Setting there) {
        return body.word().equals("bad")
                ? List.of(
                        new Finding(
                                "#/body/word", "never-fires", there.division() + " comes twice"))
                : List.of();
    }

    @Override
    public String rules(Word body) {
        return body.word() + "!";
    }
}
