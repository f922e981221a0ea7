package dev.wangge.simulator.aliyun;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.simulator.fault.Fault;
import dev.wangge.simulator.fault.Faults;
import dev.wangge.simulator.input.BodyTooLarge;
import dev.wangge.simulator.wall.Channel;
import dev.wangge.simulator.wall.Outcome;
import dev.wangge.simulator.wall.Tally;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** dysmsapi 2017-05-25 in RPC style: every action is a call to {@code /}. */
@RestController
class AliyunController {

    private static final String VERSION = "2017-05-25";
    private static final String HOST = "dysmsapi.aliyuncs.com";

    private final SignatureCheck signatures;
    private final Faults faults;
    private final SmsService service;
    private final SendDetails details;
    private final Tally tally;
    private final Clock clock;

    AliyunController(
            SignatureCheck signatures,
            Faults faults,
            SmsService service,
            SendDetails details,
            Tally tally,
            Clock clock) {
        this.signatures = signatures;
        this.faults = faults;
        this.service = service;
        this.details = details;
        this.tally = tally;
        this.clock = clock;
    }

    @RequestMapping(
            path = "/",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<?> call(HttpServletRequest request) throws IOException {
        Instant arrivedAt = clock.instant();
        if (isBrowser(request)) {
            return ResponseEntity.status(302).location(URI.create("/phone-wall")).build();
        }
        String requestId = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        try {
            return ResponseEntity.ok(answer(RpcCall.of(request), arrivedAt, requestId));
        } catch (AliyunRefusal refusal) {
            return ResponseEntity.status(refusal.status())
                    .body(
                            new Refused(
                                    refusal.code(),
                                    String.valueOf(refusal.getMessage()),
                                    requestId,
                                    refusal.status() == 200 ? null : HOST));
        } catch (BodyTooLarge e) {
            return ResponseEntity.status(413)
                    .body(
                            new Refused(
                                    "RequestBodyTooLarge",
                                    "The request body is too large.",
                                    requestId,
                                    HOST));
        }
    }

    // Who types the address into a browser is looking for the wall.
    private static boolean isBrowser(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET")
                && request.getHeader("x-acs-action") == null
                && accept != null
                && accept.contains("text/html");
    }

    private Object answer(RpcCall call, Instant arrivedAt, String requestId) {
        String action =
                call.header("x-acs-action").orElseThrow(() -> AliyunRefusal.missing("Action"));
        if (!call.header("x-acs-version").equals(Optional.of(VERSION))) {
            throw new AliyunRefusal(
                    404, "InvalidVersion", "Specified parameter Version is not valid.");
        }
        try {
            signatures.check(call, arrivedAt);
        } catch (AliyunRefusal refusal) {
            tally.count(Channel.ALIYUN_SMS, Outcome.UNAUTHORIZED);
            throw refusal;
        }
        return switch (action) {
            case "SendSms" -> new Sent("OK", "OK", send(call, arrivedAt), requestId);
            case "QuerySendDetails" -> {
                SendDetails.Page page = details.query(call);
                yield new Details("OK", "OK", new Items(page.details()), page.total(), requestId);
            }
            default ->
                    throw new AliyunRefusal(
                            404,
                            "InvalidAction.NotFound",
                            "Specified api is not found, please check your url and method.");
        };
    }

    private String send(RpcCall call, Instant arrivedAt) {
        Optional<Fault> fault = faults.ofCall(Channel.ALIYUN_SMS, SmsService.numbers(call));
        if (fault.isPresent()) {
            return struck(fault.get(), call, arrivedAt);
        }
        try {
            return service.send(call, arrivedAt);
        } catch (AliyunRefusal refusal) {
            tally.count(
                    Channel.ALIYUN_SMS,
                    refusal.code().equals("isv.BUSINESS_LIMIT_CONTROL")
                            ? Outcome.THROTTLED
                            : Outcome.REJECTED);
            throw refusal;
        }
    }

    private String struck(Fault fault, RpcCall call, Instant arrivedAt) {
        switch (fault.kind()) {
            case THROTTLE -> {
                tally.count(Channel.ALIYUN_SMS, Outcome.THROTTLED);
                throw refusal(fault, "isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1");
            }
            case TIME_OUT -> {
                if (fault.accepted()) {
                    service.send(call, arrivedAt);
                }
                tally.count(Channel.ALIYUN_SMS, Outcome.TIMED_OUT);
                faults.hang(fault);
                throw refusal(
                        fault,
                        "ServiceUnavailable",
                        "The request has failed due to a temporary failure of the server.");
            }
            default -> {
                tally.count(Channel.ALIYUN_SMS, Outcome.REJECTED);
                throw fault.to() == null
                        ? refusal(fault, "isv.OUT_OF_SERVICE", "业务停机")
                        : refusal(fault, "isv.MOBILE_NUMBER_ILLEGAL", fault.to() + "无效号码");
            }
        }
    }

    private static AliyunRefusal refusal(Fault fault, String usualCode, String usualMessage) {
        return fault.code() == null || fault.code().equals(usualCode)
                ? AliyunRefusal.of(usualCode, usualMessage)
                : AliyunRefusal.of(fault.code(), "The simulator was asked for " + fault.code());
    }

    record Sent(
            @JsonProperty("Code") String code,
            @JsonProperty("Message") String message,
            @JsonProperty("BizId") String bizId,
            @JsonProperty("RequestId") String requestId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(
            @JsonProperty("Code") String code,
            @JsonProperty("Message") String message,
            @JsonProperty("RequestId") String requestId,
            @JsonProperty("HostId") @Nullable String hostId) {}

    record Details(
            @JsonProperty("Code") String code,
            @JsonProperty("Message") String message,
            @JsonProperty("SmsSendDetailDTOs") Items items,
            @JsonProperty("TotalCount") int totalCount,
            @JsonProperty("RequestId") String requestId) {}

    record Items(@JsonProperty("SmsSendDetailDTO") List<SendDetails.Detail> details) {}
}
