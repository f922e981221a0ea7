package dev.wangge.simulator.fault;

import dev.wangge.simulator.input.InvalidInput;
import dev.wangge.simulator.input.JsonBody;
import dev.wangge.simulator.input.RawBody;
import dev.wangge.simulator.wall.Channel;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** /simulator/faults: trouble is asked for, looked at and lifted here. */
@RestController
@RequestMapping("/simulator/faults")
class FaultController {

    private static final Set<String> FIELDS =
            Set.of("channel", "kind", "rate", "to", "code", "accepted");

    private final Faults faults;
    private final JsonMapper json;

    FaultController(Faults faults, JsonMapper json) {
        this.faults = faults;
        this.json = json;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Fault ask(HttpServletRequest request) throws IOException {
        JsonBody body = JsonBody.parse(json, RawBody.of(request), FIELDS);
        Channel channel = body.oneOf("channel", Channel.class);
        Fault.Kind kind = body.oneOf("kind", Fault.Kind.class);
        if (kind.ofReceipt() && channel != Channel.ALIYUN_SMS) {
            throw InvalidInput.field("kind", "illegal", channel + " sends no receipts");
        }
        Optional<Double> rate = body.share("rate");
        Optional<String> to = body.text("to");
        if (rate.isEmpty() && to.isEmpty()) {
            throw InvalidInput.field("rate", "required", "One of rate and to is required");
        }
        String code = code(body, channel);
        boolean accepted = body.flag("accepted");
        if (accepted && kind != Fault.Kind.TIME_OUT) {
            throw InvalidInput.field("accepted", "illegal", "accepted goes with TIME_OUT only");
        }
        return faults.add(id ->
                new Fault(id, channel, kind, rate.orElse(1.0), to.orElse(null), code, accepted));
    }

    @GetMapping
    Listing list() {
        return new Listing(faults.all());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void liftAll() {
        faults.liftAll();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable String id) {
        if (!id.matches("\\d{1,18}") || !faults.lift(Long.parseLong(id))) {
            throw new ErrorResponseException(HttpStatus.NOT_FOUND);
        }
    }

    // Aliyun's codes are words (isv.OUT_OF_SERVICE), WeCom's are numbers (81013).
    private static @Nullable String code(JsonBody body, Channel channel) {
        String code = body.text("code").orElse(null);
        String shape =
                channel == Channel.ALIYUN_SMS ? "[A-Za-z][A-Za-z0-9_.:]{0,99}" : "-1|[1-9]\\d{0,8}";
        if (code != null && !code.matches(shape)) {
            throw InvalidInput.field("code", "format", "code is none of " + channel + "'s");
        }
        return code;
    }

    record Listing(List<Fault> items) {}
}
