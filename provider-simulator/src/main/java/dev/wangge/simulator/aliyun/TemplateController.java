package dev.wangge.simulator.aliyun;

import dev.wangge.simulator.input.InvalidInput;
import dev.wangge.simulator.input.JsonBody;
import dev.wangge.simulator.input.RawBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** /simulator/templates: what is approved by hand in Aliyun's console. */
@RestController
@RequestMapping("/simulator/templates")
class TemplateController {

    private final SmsTemplates templates;
    private final JsonMapper json;

    TemplateController(SmsTemplates templates, JsonMapper json) {
        this.templates = templates;
        this.json = json;
    }

    @GetMapping
    Map<String, String> all() {
        return templates.all();
    }

    @PutMapping("/{code}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void register(@PathVariable String code, HttpServletRequest request) throws IOException {
        if (!SmsTemplates.CODE.matcher(code).matches()) {
            throw InvalidInput.parameter(
                    "code", "format", "code must be letters, digits, _ and -, at most 64");
        }
        JsonBody body = JsonBody.parse(json, RawBody.of(request), Set.of("text"));
        templates.register(code, body.text("text").orElseThrow(() -> JsonBody.missing("text")));
    }
}
