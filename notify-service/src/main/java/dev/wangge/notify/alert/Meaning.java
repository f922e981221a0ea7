package dev.wangge.notify.alert;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** What an SMS in answer to a reminder says. */
enum Meaning {
    /** All is well. */
    NOTHING,
    /** Something to report: its words. */
    FINDING,
    /** Nothing we understand as an answer: blank, or meant for the operator. */
    NO_ANSWER;

    private static final Set<String> ALL_IS_WELL =
            Set.of(
                    "1",
                    "0",
                    "平安",
                    "平安无事",
                    "无",
                    "无事",
                    "没有",
                    "没事",
                    "零报告",
                    "正常",
                    "一切正常",
                    "ok",
                    "allwell",
                    "alliswell",
                    "nothing",
                    "none",
                    "བདེའཇགས",
                    "བདེའཇམ",
                    "མེད");

    /** With these the operator stops sending: they are no report. */
    private static final Set<String> FOR_THE_OPERATOR = Set.of("t", "td", "n", "r", "退订");

    /** Whatever its spelling: 1, １, 平安！ and OK. are all well. */
    static Meaning of(String text) {
        var words =
                Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .replaceAll("[\\p{Punct}\\p{IsPunctuation}\\p{Z}\\p{C}\\s་།]+", "")
                        .toLowerCase(Locale.ROOT);
        if (words.isEmpty() || FOR_THE_OPERATOR.contains(words)) {
            return NO_ANSWER;
        }
        return ALL_IS_WELL.contains(words) ? NOTHING : FINDING;
    }
}
