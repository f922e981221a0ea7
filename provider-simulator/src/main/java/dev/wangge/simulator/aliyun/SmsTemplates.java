package dev.wangge.simulator.aliyun;

import dev.wangge.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The templates that Aliyun has approved for us, and how a text is made from one. */
// Not lazy: a file that cannot be read must stop the start.
@Component
@Lazy(false)
class SmsTemplates {

    static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\s*(\\w+)\\s*}");
    private static final Pattern LINK =
            Pattern.compile(
                    "https?://|www\\.|\\b\\d{1,3}(\\.\\d{1,3}){3}\\b|\\b[a-z0-9-]+\\.(cn|com|net|org|gov)\\b",
                    Pattern.CASE_INSENSITIVE);

    private final Map<String, String> texts = new ConcurrentSkipListMap<>();
    private final boolean setGiven;
    private final boolean refuseUrls;

    SmsTemplates(SimulatorSettings settings, JsonMapper json) {
        String file = settings.aliyun().templates();
        this.setGiven = file != null && !file.isBlank();
        this.refuseUrls = settings.aliyun().refuseUrls();
        if (file != null && !file.isBlank()) {
            read(Path.of(file), json)
                    .forEach((code, text) ->
                            texts.put(
                                    code,
                                    text.replace("{public-url}", settings.aliyun().publicUrl())));
        }
    }

    /** Approves a template, or another text for one. */
    void register(String code, String text) {
        texts.put(code, text);
    }

    Map<String, String> all() {
        return new TreeMap<>(texts);
    }

    /**
     * The text a phone shows. Without a set of templates any code will do, and shows its parameters
     * as they are.
     *
     * @throws AliyunRefusal for an unknown code or parameters that do not fit
     */
    String render(String code, JsonNode params) {
        for (Map.Entry<String, JsonNode> param : params.properties()) {
            checkParameter(param.getKey(), param.getValue());
        }
        String text = texts.get(code);
        if (text == null) {
            if (setGiven) {
                throw AliyunRefusal.business("isv.SMS_TEMPLATE_ILLEGAL", "模板不合法(不存在或被拉黑)");
            }
            return code + " " + params;
        }
        StringBuilder rendered = new StringBuilder();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            JsonNode value = params.get(variable.group(1));
            if (value == null) {
                throw AliyunRefusal.business(
                        "isv.TEMPLATE_MISSING_PARAMETERS", "模板缺少变量:" + variable.group(1));
            }
            variable.appendReplacement(rendered, Matcher.quoteReplacement(value.asString()));
        }
        return variable.appendTail(rendered).toString();
    }

    private void checkParameter(String name, JsonNode value) {
        if (!value.isString() && !value.isNumber()) {
            throw AliyunRefusal.business("isv.INVALID_JSON_PARAM", "JSON参数不合法,只接受字符串值:" + name);
        }
        if (refuseUrls && LINK.matcher(value.asString()).find()) {
            throw AliyunRefusal.business("isv.PARAM_NOT_SUPPORT_URL", "变量不支持传入URL:" + name);
        }
    }

    private static Map<String, String> read(Path file, JsonMapper json) {
        try {
            return json.readValue(
                    Files.readAllBytes(file), new TypeReference<Map<String, String>>() {});
        } catch (IOException | JacksonException e) {
            throw new IllegalArgumentException(
                    "SIMULATOR_TEMPLATES must name a JSON file {code: text}: " + file, e);
        }
    }
}
