package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTest {
    /** What JSON may spell though it is no character. */
    private static final String LONE = String.valueOf(Character.MIN_SURROGATE);

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Problem.class, it -> assertThat(it.slug()).isEqualTo("invalid-request"))
                .hasMessage(message);
    }

    @Test
    void keepsLinesTabsAndEveryScript() {
        var text = "多吉\r\nབཀྲ་ཤིས།\t𠀀";
        assertThat(FreeText.checked(text, "#/text", 14)).isEqualTo(text);
        assertRefused(() -> FreeText.checked(text, "#/text", 13), "At most 13 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\u001b[31m", "\u007f", "\u0085"})
    void refusesControlCharacters(String text) {
        assertRefused(
                () -> FreeText.checked(text, "#/text", 100), "Control characters are not text");
        assertThat(FreeText.isLine(text, 100)).isFalse();
    }

    @Test
    void refusesHalfACharacter() {
        assertRefused(
                () -> FreeText.checked("a" + LONE, "#/text", 100),
                "Control characters are not text");
        assertThat(FreeText.isLine("a" + LONE, 100)).isFalse();
        assertThat(FreeText.plain("a" + LONE + "b")).isEqualTo("ab");
    }

    @Test
    void whatIsRequiredSaysSomething() {
        assertThat(FreeText.required(" a ", "#/text", 3)).isEqualTo(" a ");
        assertRefused(() -> FreeText.required(null, "#/a/title", 3), "title is required");
        assertRefused(() -> FreeText.required(" \n", "#/a/title", 3), "title is blank");
        assertRefused(() -> FreeText.required("abcd", "#/a/title", 3), "At most 3 characters");
    }

    @Test
    void aLineHasNoBreaks() {
        assertThat(FreeText.isLine("拉乌𠀀", 3)).isTrue();
        assertThat(FreeText.isLine("拉乌𠀀", 2)).isFalse();
        assertThat(FreeText.isLine("a\nb", 3)).isFalse();
        assertThat(FreeText.isLine("a\tb", 3)).isFalse();
    }

    @Test
    void isMadePlainAndCut() {
        assertThat(FreeText.plain(" 一\r\n二\u0007 ")).isEqualTo("一\n二");
        assertThat(FreeText.head("𠀀𠀁𠀂", 2)).isEqualTo("𠀀𠀁");
        assertThat(FreeText.head("ab", 2)).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " \n\t", "\u200B", "\u200B\u200C\u200D\u200E\u200F", "\u2060\uFEFF",
                        "\u00A0\u3000",
                "\u2800", "\u3164\u115F\u1160\uFFA0", "\u0301\u0F72", "\uFE0F", "\u00AD\u034F",
                        "\u180E",
                "\u202A\u202C\u2066\u2069", "\uDB40\uDC61", "\u1680\u2028"
            })
    void whatNobodySeesIsBlank(String text) {
        assertThat(FreeText.isBlank(text)).isTrue();
        assertThatThrownBy(() -> FreeText.required(text, "#/title", 200))
                .isInstanceOf(Problem.class)
                .hasMessage("title is blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"水", ".", "\u200B水", "ཀ", "🚰", "\uE000", "-"})
    void whatSomebodySeesIsNot(String text) {
        assertThat(FreeText.required(text, "#/title", 200)).isEqualTo(text);
    }
}
