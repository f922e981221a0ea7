package dev.wangge.simulator.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

class SmsTemplatesTest {

    @TempDir private Path folder;

    private final JsonMapper json = new JsonMapper();

    @Test
    void withASetAnUnknownCodeIsRefused() throws IOException {
        SmsTemplates templates = templates("{\"SMS_1\":\"${place}:སྐད་ཆ ${no}\"}", false);

        assertThat(render(templates, "SMS_1", "{\"place\":\"拉乌$1\",\"no\":7}"))
                .isEqualTo("拉乌$1:སྐད་ཆ 7");
        assertRefused(() -> render(templates, "SMS_2", "{}"), "isv.SMS_TEMPLATE_ILLEGAL");
        templates.register("SMS_2", "好");
        assertThat(render(templates, "SMS_2", "{}")).isEqualTo("好");
    }

    @Test
    void withoutASetAnyCodeShowsItsParameters() {
        SmsTemplates templates = new SmsTemplates(settings(List.of()), json);

        assertThat(render(templates, "SMS_9", "{\"a\":\"b\"}")).isEqualTo("SMS_9 {\"a\":\"b\"}");
    }

    @Test
    void linksInVariablesAreRefusedWhereTheAccountMayNotSendThem() throws IOException {
        SmsTemplates strict = templates("{\"SMS_1\":\"${a}\"}", true);
        SmsTemplates lax = templates("{\"SMS_1\":\"${a}\"}", false);
        String link = "{\"a\":\"https://wangge.example/l/x\"}";

        assertRefused(() -> render(strict, "SMS_1", link), "isv.PARAM_NOT_SUPPORT_URL");
        assertThat(render(strict, "SMS_1", "{\"a\":\"3.5公里\"}")).isEqualTo("3.5公里");
        assertThat(render(lax, "SMS_1", link)).isEqualTo("https://wangge.example/l/x");
    }

    @Test
    void aFileThatIsNoSetStopsTheStart() {
        assertThatThrownBy(() -> templates("[1]", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SIMULATOR_TEMPLATES");
    }

    private SmsTemplates templates(String set, boolean refuseUrls) throws IOException {
        Path file = Files.writeString(folder.resolve("templates.json"), set);
        return new SmsTemplates(
                settings(
                        List.of(
                                "aliyun.templates", file.toString(),
                                "aliyun.refuse-urls", Boolean.toString(refuseUrls))),
                json);
    }

    private String render(SmsTemplates templates, String code, String params) {
        return templates.render(code, json.readTree(params));
    }

    private static void assertRefused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AliyunRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static SimulatorSettings settings(List<String> pairs) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        for (int i = 0; i < pairs.size(); i += 2) {
            source.put("s." + pairs.get(i), pairs.get(i + 1));
        }
        return new Binder(source).bindOrCreate("s", Bindable.of(SimulatorSettings.class));
    }
}
