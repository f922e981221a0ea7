package dev.wangge.notify.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyKindTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                " １ ",
                "1。",
                "平安！",
                "平安无事",
                "无",
                "OK",
                "Ok.",
                "བདེ་འཇགས།",
                "0",
                "没事",
                "今日平安",
                "我村今天一切正常。",
                "拉乌村平安",
                "收到，平安",
                "报告领导：全村平安无事，谢谢",
                "平安👍",
                "零报告，请领导放心",
                "目前无异常",
                "嘎托社区都正常",
                "OK，平安，谢谢"
            })
    void allIsWellHoweverItIsSpelled(String text) {
        assertThat(ReplyKind.of(text)).isEqualTo(ReplyKind.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1号桥塌了",
                "不平安",
                "有落石",
                "help",
                "12",
                "没有水",
                "收到，村口的桥塌了",
                "好的，水管坏了",
                "谢谢，停电了",
                "平安村水管坏了",
                "拉乌村没有水",
                "一切正常，只是桥塌了",
                "无人机掉了",
                "没事故，但有落石",
                "好多石头",
                "知道路断了吗",
                "我在拉乌村",
                "收到[桥塌了]",
                "收到，马上处理塌方",
                "收到12",
                "好的，马上去不了"
            })
    void anythingElseIsAFinding(String text) {
        assertThat(ReplyKind.of(text)).isEqualTo(ReplyKind.FINDING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "收到",
                "收到！",
                "好的",
                "谢谢",
                "收到，谢谢",
                "好的，谢谢领导",
                "知道了",
                "嗯嗯",
                "已收到。",
                "👍",
                "🙏🙏",
                "辛苦了",
                "Thanks!",
                "Received",
                "thank you",
                "ཐུགས་རྗེ་ཆེ།",
                "没问题",
                "明白",
                "好",
                "是",
                "收到了，我们马上",
                "好哒",
                "好咧",
                "得嘞",
                "收到1",
                "收到[抱拳]",
                "收到【强】",
                "[抱拳][抱拳]",
                "收到，马上落实",
                "好的，马上处理",
                "收到，马上去",
                "收到，立即去办",
                "ok好的",
                "OK thanks",
                "收到OK"
            })
    void courtesyIsNoReport(String text) {
        assertThat(ReplyKind.of(text)).isEqualTo(ReplyKind.COURTESY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "TD", "退订", "…", "\u200B"})
    void whatIsNoAnswerIsNone(String text) {
        assertThat(ReplyKind.of(text)).isEqualTo(ReplyKind.NO_ANSWER);
    }

    @Test
    void aTextMadeToBeSlowIsReadAtOnce() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    assertThat(ReplyKind.of("好的".repeat(29) + "x")).isEqualTo(ReplyKind.FINDING);
                    assertThat(ReplyKind.of("村".repeat(60))).isEqualTo(ReplyKind.FINDING);
                    assertThat(ReplyKind.of("都好村".repeat(20))).isEqualTo(ReplyKind.FINDING);
                    assertThat(ReplyKind.of("ok好的马上去".repeat(8) + "x"))
                            .isEqualTo(ReplyKind.FINDING);
                });
    }
}
