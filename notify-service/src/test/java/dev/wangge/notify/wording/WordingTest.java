package dev.wangge.notify.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.notify.alert.Rule;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.subject.CaseSubject;
import dev.wangge.notify.subject.ZeroReportSubject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class WordingTest {
    private static final List<String> KINDS =
            List.of("DISPUTE", "HAZARD", "REQUEST", "EMERGENCY", "PATROL_FINDING", "ADVICE");
    private static final String LONG_NAME = "西藏自治区昌都市芒康县曲孜卡乡达许村第三村民小组夏季牧场专属网格一号点位";

    private static Message say(String rule, String language, String kind, String place) {
        return Wording.of(
                rule,
                language,
                new CaseSubject("c-1", "WG2026-0000123", kind, "YELLOW", "WG2026-0000099")
                        .wording(place, Instant.parse("2026-11-25T02:00:00Z")),
                "https://wg.example.org/l/x",
                "0123456789ab");
    }

    private static Map<String, String> templates() throws IOException {
        try (var in =
                Objects.requireNonNull(
                        WordingTest.class.getResourceAsStream("/aliyun-templates.json"))) {
            return JsonMapper.builder()
                    .build()
                    .readValue(in, new TypeReference<Map<String, String>>() {});
        }
    }

    static Stream<String> rulesOfCases() {
        return Stream.of(Rule.values())
                .map(Rule::name)
                .filter(name -> !name.startsWith("ZERO_REPORT"));
    }

    @ParameterizedTest
    @MethodSource("rulesOfCases")
    void everythingIsSaidInThreeLanguagesAndFits(String rule) throws IOException {
        for (var language : List.of("zh", "bo", "en")) {
            for (var kind : KINDS) {
                var message = say(rule, language, kind, LONG_NAME);

                assertThat(message.title() + message.text())
                        .contains("WG2026-0000123")
                        .doesNotContain("${");
                assertThat(message.title().getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThanOrEqualTo(128);
                assertThat(message.text().getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThanOrEqualTo(512);
                var template = templates().get(message.smsTemplate());
                assertThat(template).as(message.smsTemplate()).isNotNull();
                assertThat(message.smsValues().values())
                        .allMatch(value -> value.codePointCount(0, value.length()) <= 35);
                var sms = filled(Objects.requireNonNull(template), message.smsValues());
                assertThat(sms).doesNotContain("${");
                // With the signature, three segments at the very most.
                assertThat(("【芒康网格】" + sms).length()).isLessThanOrEqualTo(3 * 67);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ZERO_REPORT_DUE", "ZERO_REPORT_UNREACHED", "ZERO_REPORT_MISSED"})
    void aZeroReportIsToldByItsPeriodAndPlace(String rule) throws IOException {
        for (var language : List.of("zh", "bo", "en")) {
            var message = zeroReport(rule, language, LONG_NAME);

            assertThat(message.title() + message.text())
                    .contains("国庆节", "2026-10-01", LONG_NAME)
                    .doesNotContain("${");
            assertThat(message.title().getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(128);
            assertThat(message.text().getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(512);
            var template = templates().get(message.smsTemplate());
            assertThat(template).as(message.smsTemplate()).isNotNull();
            var sms = filled(Objects.requireNonNull(template), message.smsValues());
            assertThat(sms).doesNotContain("${");
            assertThat(("【芒康网格】" + sms).length()).isLessThanOrEqualTo(3 * 67);
        }
        var ordinary = zeroReport(rule, "zh", "拉乌村");
        var sms =
                filled(
                        String.valueOf(templates().get(ordinary.smsTemplate())),
                        ordinary.smsValues());
        // What is said, besides the address, would fit one segment with the signature.
        assertThat(("【芒康网格】" + sms).length() - "https://wg.markam.gov.cn/a/".length())
                .isLessThanOrEqualTo(70);
    }

    private static Message zeroReport(String rule, String language, String place) {
        return Wording.of(
                rule,
                language,
                new ZeroReportSubject("z-1", "国庆节", "2026-10-01")
                        .wording(place, Instant.parse("2026-10-01T09:00:00Z")),
                "https://wg.example.org/z/x",
                "0123456789ab");
    }

    private static String filled(String template, Map<String, String> values) {
        var text = template.replace("{public-url}", "https://wg.markam.gov.cn");
        for (var value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    @ParameterizedTest
    @MethodSource("rulesOfCases")
    void anOrdinarySmsInChineseIsOneOrTwoSegments(String rule) throws IOException {
        var message = say(rule, "zh", "REQUEST", "拉乌村网格");

        var sms =
                "【芒康网格】"
                        + filled(
                                String.valueOf(templates().get(message.smsTemplate())),
                                message.smsValues());

        assertThat(sms.length()).isLessThanOrEqualTo(2 * 67);
        // What is said, besides the address, fits one segment.
        assertThat(sms.length() - "https://wg.markam.gov.cn/a/".length()).isLessThanOrEqualTo(70);
    }

    @Test
    void aLanguageThatIsNotSpokenIsChinese() {
        assertThat(say("CLOSED", "fr", "HAZARD", "拉乌村").smsTemplate())
                .isEqualTo("WANGGE_CLOSED_ZH");
    }
}
