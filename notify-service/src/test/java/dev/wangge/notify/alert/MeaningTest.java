package dev.wangge.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeaningTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", " １ ", "1。", "平安！", "平安无事", "无", "OK", "Ok.", "བདེ་འཇགས།", "0"})
    void allIsWellHoweverItIsSpelled(String text) {
        assertThat(Meaning.of(text)).isEqualTo(Meaning.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1号桥塌了", "不平安", "有落石", "help", "12"})
    void anythingElseIsAFinding(String text) {
        assertThat(Meaning.of(text)).isEqualTo(Meaning.FINDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "TD", "退订", "…"})
    void whatIsNoAnswerIsNone(String text) {
        assertThat(Meaning.of(text)).isEqualTo(Meaning.NO_ANSWER);
    }
}
