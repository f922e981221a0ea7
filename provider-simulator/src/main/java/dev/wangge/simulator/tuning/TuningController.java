package dev.wangge.simulator.tuning;

import dev.wangge.simulator.input.JsonBody;
import dev.wangge.simulator.input.RawBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** GET and POST /simulator/settings; a field that is left out keeps its value. */
@RestController
@RequestMapping("/simulator/settings")
class TuningController {

    private final Tuning tuning;
    private final JsonMapper json;

    TuningController(Tuning tuning, JsonMapper json) {
        this.tuning = tuning;
        this.json = json;
    }

    @GetMapping
    Map<String, String> present() {
        Tuning.Waits waits = tuning.waits();
        return Map.of(
                "receiptDelay",
                waits.receiptDelay().toString(),
                "timeOut",
                waits.timeOut().toString(),
                "tokenLife",
                waits.tokenLife().toString());
    }

    @PostMapping
    Map<String, String> change(HttpServletRequest request) throws IOException {
        JsonBody body =
                JsonBody.parse(
                        json, RawBody.of(request), Set.of("receiptDelay", "timeOut", "tokenLife"));
        Tuning.Waits waits = tuning.waits();
        tuning.change(
                new Tuning.Waits(
                        body.duration("receiptDelay").orElse(waits.receiptDelay()),
                        body.duration("timeOut").orElse(waits.timeOut()),
                        body.duration("tokenLife").orElse(waits.tokenLife())));
        return present();
    }
}
