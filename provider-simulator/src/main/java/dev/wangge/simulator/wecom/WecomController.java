package dev.wangge.simulator.wecom;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.simulator.fault.Fault;
import dev.wangge.simulator.fault.Faults;
import dev.wangge.simulator.input.BodyTooLarge;
import dev.wangge.simulator.input.QueryString;
import dev.wangge.simulator.input.RawBody;
import dev.wangge.simulator.wall.Channel;
import dev.wangge.simulator.wall.Outcome;
import dev.wangge.simulator.wall.Recipient;
import dev.wangge.simulator.wall.Tally;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** WeCom's server API; whatever goes wrong is a 200 with an errcode, as there. */
@RestController
@RequestMapping("/cgi-bin")
class WecomController {

    private final AccessTokens tokens;
    private final SignInCodes codes;
    private final MessageService service;
    private final Faults faults;
    private final Tally tally;
    private final JsonMapper json;
    private final Clock clock;

    WecomController(
            AccessTokens tokens,
            SignInCodes codes,
            MessageService service,
            Faults faults,
            Tally tally,
            JsonMapper json,
            Clock clock) {
        this.tokens = tokens;
        this.codes = codes;
        this.service = service;
        this.faults = faults;
        this.tally = tally;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/gettoken")
    Answer token(HttpServletRequest request) {
        Map<String, String> query = query(request);
        AccessTokens.Token token =
                tokens.issue(query.get("corpid"), query.get("corpsecret"), clock.instant());
        return Answer.token(token.value(), token.secondsLeft());
    }

    /** 网页授权: whose code it is. */
    @GetMapping("/auth/getuserinfo")
    Answer member(HttpServletRequest request) {
        Map<String, String> query = query(request);
        Instant now = clock.instant();
        tokens.check(query.get("access_token"), now);
        return Answer.member(codes.take(query.get("code"), now));
    }

    @PostMapping("/message/send")
    Answer send(HttpServletRequest request) throws IOException {
        Instant arrivedAt = clock.instant();
        try {
            tokens.check(query(request).get("access_token"), arrivedAt);
        } catch (WecomRefusal refusal) {
            tally.count(Channel.WECOM, Outcome.UNAUTHORIZED);
            throw refusal;
        }
        byte[] raw = RawBody.of(request);
        return counted(
                Channel.WECOM,
                () -> {
                    JsonNode message = parse(raw);
                    Optional<Fault> fault =
                            faults.ofCall(Channel.WECOM, MessageService.members(message));
                    MessageService.Accepted accepted =
                            fault.isPresent()
                                    ? struck(fault.get(), message, raw, arrivedAt)
                                    : service.send(message, raw, one -> false, arrivedAt);
                    return Answer.accepted(accepted);
                });
    }

    @PostMapping("/webhook/send")
    Answer robot(HttpServletRequest request) throws IOException {
        Instant arrivedAt = clock.instant();
        byte[] raw = RawBody.of(request);
        return counted(
                Channel.WECOM_ROBOT,
                () -> {
                    String key = query(request).get("key");
                    if (key == null || key.isBlank()) {
                        throw new WecomRefusal(93000, "invalid webhook url");
                    }
                    JsonNode message = parse(raw);
                    Optional<Fault> fault = faults.ofCall(Channel.WECOM_ROBOT, List.of(key));
                    if (fault.isPresent()) {
                        struckRobot(fault.get(), key, message, arrivedAt);
                    } else {
                        service.sendToGroup(key, message, arrivedAt);
                    }
                    return Answer.ok();
                });
    }

    @ExceptionHandler
    Answer refused(WecomRefusal refusal) {
        return Answer.refused(refusal.code(), String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    Answer tooLarge(BodyTooLarge tooLarge) {
        return Answer.refused(45002, "content size out of limit");
    }

    private MessageService.Accepted struck(
            Fault fault, JsonNode message, byte[] raw, Instant arrivedAt) {
        if (fault.kind() == Fault.Kind.REJECT && fault.code() == null) {
            // The members themselves are refused, so that the others still get theirs.
            return service.send(message, raw, struckMembers(fault), arrivedAt);
        }
        if (fault.kind() == Fault.Kind.TIME_OUT && fault.accepted()) {
            service.send(message, raw, one -> false, arrivedAt);
        }
        throw answer(fault);
    }

    private void struckRobot(Fault fault, String key, JsonNode message, Instant arrivedAt) {
        if (fault.kind() == Fault.Kind.TIME_OUT && fault.accepted()) {
            service.sendToGroup(key, message, arrivedAt);
        }
        throw answer(fault);
    }

    private WecomRefusal answer(Fault fault) {
        return switch (fault.kind()) {
            case THROTTLE -> refusal(fault, WecomRefusal.TOO_OFTEN, "api freq out of limit");
            case TIME_OUT -> {
                faults.hang(fault);
                yield new TimedOut(refusal(fault, -1, "system busy"));
            }
            default -> refusal(fault, 93000, "invalid webhook url");
        };
    }

    private static Predicate<String> struckMembers(Fault fault) {
        String to = fault.to();
        return one -> to == null || Recipient.key(one).equals(Recipient.key(to));
    }

    private static WecomRefusal refusal(Fault fault, int usualCode, String usualMessage) {
        return fault.code() == null
                ? new WecomRefusal(usualCode, usualMessage)
                : new WecomRefusal(
                        Integer.parseInt(fault.code()), "the simulator was asked for this code");
    }

    private Answer counted(Channel channel, Supplier<Answer> call) {
        try {
            return call.get();
        } catch (WecomRefusal refusal) {
            tally.count(channel, outcome(refusal));
            throw refusal;
        }
    }

    private static Outcome outcome(WecomRefusal refusal) {
        if (refusal instanceof TimedOut) {
            return Outcome.TIMED_OUT;
        }
        return refusal.code() == WecomRefusal.TOO_OFTEN ? Outcome.THROTTLED : Outcome.REJECTED;
    }

    private static Map<String, String> query(HttpServletRequest request) {
        try {
            return QueryString.decode(request.getQueryString());
        } catch (IllegalArgumentException e) {
            throw new WecomRefusal(40058, "the query is not percent-encoded");
        }
    }

    private JsonNode parse(byte[] raw) {
        try {
            JsonNode message = json.readTree(raw);
            if (message != null && message.isObject()) {
                return message;
            }
        } catch (JacksonException e) {
            // Not JSON: refused like JSON of another shape.
        }
        throw new WecomRefusal(47001, "data format error");
    }

    /** The refusal that ends a call whose caller has long given up. */
    private static final class TimedOut extends WecomRefusal {
        TimedOut(WecomRefusal refusal) {
            super(refusal.code(), String.valueOf(refusal.getMessage()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            int errcode,
            String errmsg,
            @JsonProperty("access_token") @Nullable String accessToken,
            @JsonProperty("expires_in") @Nullable Long expiresIn,
            @JsonProperty("invaliduser") @Nullable String invalidUser,
            @JsonProperty("invalidparty") @Nullable String invalidParty,
            @JsonProperty("invalidtag") @Nullable String invalidTag,
            @JsonProperty("msgid") @Nullable String msgId,
            @JsonProperty("userid") @Nullable String userId) {

        static Answer ok() {
            return refused(0, "ok");
        }

        static Answer refused(int code, String message) {
            return new Answer(code, message, null, null, null, null, null, null, null);
        }

        static Answer token(String token, long seconds) {
            return new Answer(0, "ok", token, seconds, null, null, null, null, null);
        }

        static Answer member(String userId) {
            return new Answer(0, "ok", null, null, null, null, null, null, userId);
        }

        static Answer accepted(MessageService.Accepted accepted) {
            return new Answer(
                    0,
                    "ok",
                    null,
                    null,
                    accepted.invalidUser(),
                    accepted.invalidParty(),
                    accepted.invalidTag(),
                    accepted.msgId(),
                    null);
        }
    }
}
