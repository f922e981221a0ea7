package dev.wangge.cases.action;

import static dev.wangge.cases.action.CaseCommand.CODE;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wangge.cases.action.CommandField.Condition;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record of fields says of itself is offered word for word, and held to. */
class CommandChecksTest {
    private static final String ONE = "Give either a unit or a member to dispatch to";

    @OneOf(
            value = {"unit", "member"},
            message = ONE)
    record Sample(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(maxLength = CODE) @Nullable String unit,
            @Schema(maxLength = CODE) @Nullable String member,
            @Schema(requiredMode = REQUIRED, maxLength = 5) @Nullable String text,
            @Schema(requiredMode = REQUIRED) @Nullable Tier tier,
            @Schema(requiredMode = REQUIRED, minimum = "1", maximum = "5") @Nullable Integer score,
            @Schema @Nullable Boolean passed,
            @RequiredWhen(field = "passed", is = "false") @Schema(maxLength = 7)
                    @Nullable String reason,
            @Schema List<String> evidence)
            implements CaseCommand {
        Sample {
            evidence = Objects.requireNonNullElse(evidence, List.of());
        }
    }

    record Plain(@Schema(maxLength = CODE) @Nullable String by) implements CaseCommand {}

    private final CommandFields<Sample> fields = new CommandFields<>(Sample.class);

    private static Sample sample(String json) {
        return new StrictBodies().read(json.getBytes(StandardCharsets.UTF_8), Sample.class);
    }

    private static final String COMPLETE =
            "'member':'M-1','text':'做了','tier':'COMMITTEE','score':3";

    private static Sample complete(String more) {
        return sample(("{" + COMPLETE + more + "}").replace('\'', '"'));
    }

    @Test
    void everyFieldIsOfferedAsItsRecordSaysIt() {
        var either = List.of("unit", "member");
        var tiers = List.of("NEIGHBOUR", "COMMITTEE", "SUPERIOR");
        assertThat(fields.all())
                .containsExactly(
                        new CommandField("by", "string", false, CODE, null, null, null, null),
                        new CommandField("unit", "string", false, CODE, null, null, either, null),
                        new CommandField("member", "string", false, CODE, null, null, either, null),
                        new CommandField("text", "string", true, 5, null, null, null, null),
                        new CommandField("tier", "string", true, null, null, tiers, null, null),
                        new CommandField("score", "integer", true, 5, 1, null, null, null),
                        new CommandField("passed", "boolean", false, null, null, null, null, null),
                        new CommandField(
                                "reason",
                                "string",
                                false,
                                7,
                                null,
                                null,
                                null,
                                new Condition("passed", "false")),
                        new CommandField("evidence", "array", false, 20, null, null, null, null));
        assertThat(fields.has("evidence")).isTrue();
        assertThat(fields.has("score")).isTrue();
        assertThat(fields.has("outcome")).isFalse();
        assertThat(fields.has("")).isFalse();
        assertThat(fields.command()).isEqualTo(Sample.class);
    }

    @Test
    void whatARecordDoesNotHaveIsEmpty() {
        var plain = new Plain("M-1");
        assertThat(plain.unit()).isNull();
        assertThat(plain.member()).isNull();
        assertThat(plain.evidence()).isEmpty();
        new CommandFields<>(Plain.class).requireComplete(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'passed':true",
                ",'passed':true,'reason':'无'",
                ",'passed':false,'reason':'没有修好'",
                ",'reason':'没有修好'",
                ",'evidence':['photo:1']"
            })
    void whatIsCompleteIsTaken(String more) {
        assertThatCode(() -> fields.requireComplete(complete(more))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                                   | unit   | one-of
                    {'unit':'540328-water','member':'M-1','text':'a','tier':'COMMITTEE'} | unit   | one-of
                    {'unit':'540328-water','tier':'COMMITTEE','score':3}                 | text   | required
                    {'unit':'540328-water','text':' ','tier':'COMMITTEE','score':3}      | text   | required
                    {'member':'M-1','text':'做做做做做做','tier':'COMMITTEE','score':3}   | text   | too-long
                    {'member':'M-1','text':'做了','score':3}                             | tier   | required
                    {'member':'M-1','text':'做了','tier':'COMMITTEE'}                    | score  | required
                    {'member':'M-1','text':'a','tier':'SUPERIOR','score':0}              | score  | out-of-range
                    {'member':'M-1','text':'a','tier':'SUPERIOR','score':6}              | score  | out-of-range
                    {'member':'M-1','text':'a','tier':'SUPERIOR','score':1,'passed':false} | reason | required
                    {'member':'M-1','text':'a','tier':'SUPERIOR','score':5,'passed':false,'reason':''} | reason | required
                    """)
    void whatLacksSomethingIsPointedAt(String json, String field, String code) {
        var problem =
                catchThrowableOfType(
                        Problem.class,
                        () -> fields.requireComplete(sample(json.replace('\'', '"'))));

        assertThat(problem.slug()).isEqualTo("invalid-request");
        assertThat(problem)
                .extracting("properties")
                .asString()
                .contains("pointer=#/" + field + ",", "code=" + code);
    }

    @Test
    void theEndsOfARangeAreInIt() {
        for (int score : List.of(1, 2, 5)) {
            var json = "{'unit':'u','text':'a','tier':'SUPERIOR','score':%d}".formatted(score);
            assertThatCode(() -> fields.requireComplete(sample(json.replace('\'', '"'))))
                    .doesNotThrowAnyException();
        }
    }

    /** Of the request alone: also where the case will not need them. */
    @Test
    void textsAreCheckedWhateverTheCase() {
        fields.checkTexts(sample("{}"));
        var problem =
                catchThrowableOfType(
                        Problem.class,
                        () -> fields.checkTexts(sample("{\"reason\":\"12345678\"}")));
        assertThat(problem).hasMessage("At most 7 characters");
        assertThat(problem).extracting("properties").asString().contains("#/reason");
    }
}
