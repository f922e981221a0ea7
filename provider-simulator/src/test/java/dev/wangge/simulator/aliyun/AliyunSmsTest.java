package dev.wangge.simulator.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.aliyun.dysmsapi20170525.models.QuerySendDetailsRequest;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsResponseBody;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsResponseBody.QuerySendDetailsResponseBodySmsSendDetailDTOsSmsSendDetailDTO;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.dysmsapi20170525.models.SendSmsResponseBody;
import com.aliyun.tea.TeaException;
import dev.wangge.simulator.SimulatorTest;
import dev.wangge.simulator.SimulatorUser;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@SimulatorTest
class AliyunSmsTest {

    private static final String PHONE = "13989051234";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired private SimulatorUser user;

    @BeforeEach
    void afresh() {
        user.startsAfresh();
    }

    @Test
    void anSmsReachesThePhoneAndItsReceiptTheSender() throws Exception {
        user.call(
                "PUT",
                "/simulator/templates/SMS_DISPATCHED",
                "{\"text\":\"${place}有新事件,编号${no}。\"}");

        SendSmsResponseBody sent = send(SimulatorUser.sms(PHONE, "out-1"));

        assertThat(sent.getCode()).isEqualTo("OK");
        assertThat(sent.getRequestId()).isNotBlank();
        assertThat(user.texts(PHONE)).containsExactly("【芒康网格】拉乌 ~*村有新事件,编号7。");
        JsonNode receipt = receipts("out-1", 1).getFirst();
        assertThat(receipt.propertyNames())
                .containsExactlyInAnyOrder(
                        "phone_number",
                        "send_time",
                        "report_time",
                        "success",
                        "err_code",
                        "err_msg",
                        "sms_size",
                        "biz_id",
                        "out_id");
        assertThat(receipt.path("phone_number").asString()).isEqualTo(PHONE);
        assertThat(receipt.path("success").asBoolean()).isTrue();
        assertThat(receipt.path("err_code").asString()).isEqualTo("DELIVERED");
        assertThat(receipt.path("sms_size").isString()).isTrue();
        assertThat(receipt.path("sms_size").asString()).isEqualTo("1");
        assertThat(receipt.path("biz_id").asString()).isEqualTo(sent.getBizId());
        assertThat(receipt.path("report_time").asString())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void aWrongSecretIsRefused() throws Exception {
        assertThatThrownBy(() ->
                        user.aliyun("wangge-quickstart", "guessed")
                                .sendSms(SimulatorUser.sms(PHONE, "out-2")))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        refusal ->
                                assertThat(refusal.getCode()).isEqualTo("SignatureDoesNotMatch"));
        assertThat(user.texts(PHONE)).isEmpty();
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() ->
                        user.aliyun("nobody", "wangge-quickstart-secret")
                                .sendSms(SimulatorUser.sms(PHONE, "out-3")))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        refusal ->
                                assertThat(refusal.getCode())
                                        .isEqualTo("InvalidAccessKeyId.NotFound"));
    }

    @Test
    void aCallSignedLongAgoIsRefused() {
        user.clock().forward(Duration.ofMinutes(16));

        assertThatThrownBy(() -> send(SimulatorUser.sms(PHONE, "out-4")))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        refusal ->
                                assertThat(refusal.getCode())
                                        .isEqualTo("InvalidTimeStamp.Expired"));
    }

    @Test
    void detailsTellWaitingFromDeliveredFromFailed() throws Exception {
        String phone = "13989055555";
        user.call("POST", "/simulator/settings", "{\"receiptDelay\":\"PT1H\"}");
        send(SimulatorUser.sms(phone, "waits"));
        user.call("POST", "/simulator/settings", "{\"receiptDelay\":\"PT0S\"}");
        send(SimulatorUser.sms(phone, "arrives"));
        receipts("arrives", 1);
        user.fault(
                "{\"channel\":\"ALIYUN_SMS\",\"kind\":\"FAIL_RECEIPT\",\"to\":\"+86%s\"}"
                        .formatted(phone));
        SendSmsResponseBody failing = send(SimulatorUser.sms(phone, "fails"));
        JsonNode receipt = receipts("fails", 1).getFirst();
        assertThat(receipt.path("success").asBoolean(true)).isFalse();
        assertThat(receipt.path("err_code").asString()).isEqualTo("MOBILE_NOT_ON_SERVICE");

        QuerySendDetailsResponseBody all = details(phone, 1, 10);

        assertThat(all.getCode()).isEqualTo("OK");
        assertThat(all.getTotalCount()).isEqualTo("3");
        assertThat(items(all))
                .extracting(
                        QuerySendDetailsResponseBodySmsSendDetailDTOsSmsSendDetailDTO::getOutId,
                        QuerySendDetailsResponseBodySmsSendDetailDTOsSmsSendDetailDTO
                                ::getSendStatus)
                .containsExactly(tuple("fails", 2L), tuple("arrives", 3L), tuple("waits", 1L));
        assertThat(items(details(phone, 2, 2))).hasSize(1);
        QuerySendDetailsResponseBody one =
                user.aliyun()
                        .querySendDetails(query(phone, 1, 10).setBizId(failing.getBizId()))
                        .getBody();
        assertThat(items(one))
                .singleElement()
                .satisfies(
                        item -> assertThat(item.getErrCode()).isEqualTo("MOBILE_NOT_ON_SERVICE"));
    }

    @Test
    void wipingTheWallDoesNotMakeTheProviderForget() throws Exception {
        String phone = "13989056666";
        send(SimulatorUser.sms(phone, "kept"));
        user.call("DELETE", "/phone-wall/messages", "");

        assertThat(user.texts(phone)).isEmpty();
        assertThat(items(details(phone, 1, 10))).hasSize(1);
    }

    @Test
    void anAnswerOtherThanZeroIsPushedAgain() throws Exception {
        user.receiver().refuse("thrice", 2);
        send(SimulatorUser.sms(PHONE, "thrice"));

        assertThat(receipts("thrice", 3)).hasSize(3);
    }

    @Test
    void aReceiptCanComeTwice() throws Exception {
        user.fault("{\"channel\":\"ALIYUN_SMS\",\"kind\":\"ANSWER_TWICE\",\"rate\":1.0}");
        send(SimulatorUser.sms(PHONE, "twice"));

        assertThat(receipts("twice", 2)).hasSize(2);
    }

    @Test
    void aReceiptCanGetLost() throws Exception {
        user.fault("{\"channel\":\"ALIYUN_SMS\",\"kind\":\"DROP_RECEIPT\",\"to\":\"13989057777\"}");
        send(SimulatorUser.sms("13989057777", "lost"));
        await().atMost(SOON).until(() -> "DELIVERED".equals(status("lost")));
        // Sent later and heard of: the lost one would have come by now.
        send(SimulatorUser.sms(PHONE, "after-the-lost"));
        receipts("after-the-lost", 1);

        assertThat(user.receiver().receipts("lost")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REJECT, , isv.OUT_OF_SERVICE",
        "REJECT, isv.SMS_CONTENT_ILLEGAL, isv.SMS_CONTENT_ILLEGAL",
        "THROTTLE, , isv.BUSINESS_LIMIT_CONTROL",
        "THROTTLE, isv.DAY_LIMIT_CONTROL, isv.DAY_LIMIT_CONTROL"
    })
    void aFaultRefusesTheCall(String kind, @Nullable String code, String answer) throws Exception {
        String asked = code == null ? "" : ",\"code\":\"" + code + "\"";
        user.fault(
                "{\"channel\":\"ALIYUN_SMS\",\"kind\":\"%s\",\"rate\":1%s}".formatted(kind, asked));

        assertThat(send(SimulatorUser.sms(PHONE, "refused")).getCode()).isEqualTo(answer);
        assertThat(user.texts(PHONE)).isEmpty();

        user.call("DELETE", "/simulator/faults", "");
        assertThat(send(SimulatorUser.sms(PHONE, "taken")).getCode()).isEqualTo("OK");
    }

    @Test
    void aFaultByNumberLeavesOthersAlone() throws Exception {
        user.fault("{\"channel\":\"ALIYUN_SMS\",\"kind\":\"REJECT\",\"to\":\"13989058888\"}");

        assertThat(send(SimulatorUser.sms("13989058888", "no")).getCode())
                .isEqualTo("isv.MOBILE_NUMBER_ILLEGAL");
        assertThat(send(SimulatorUser.sms(PHONE, "yes")).getCode()).isEqualTo("OK");
    }

    @Test
    void aCallThatTimesOutMayHaveBeenTaken() throws Exception {
        user.fault("{\"channel\":\"ALIYUN_SMS\",\"kind\":\"TIME_OUT\",\"rate\":1}");
        assertTimesOut("unheard");
        assertThat(user.texts(PHONE)).isEmpty();

        user.call("DELETE", "/simulator/faults", "");
        user.fault(
                "{\"channel\":\"ALIYUN_SMS\",\"kind\":\"TIME_OUT\",\"rate\":1,\"accepted\":true}");
        assertTimesOut("taken-unheard");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(user.wall("outId", "taken-unheard").path("total").asInt())
                                .isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "123, {}, isv.MOBILE_NUMBER_ILLEGAL",
        "13989051234, not json, isv.INVALID_JSON_PARAM",
        "13989051234, [], isv.INVALID_JSON_PARAM",
        "13989051234, '{\"a\":{}}', isv.INVALID_JSON_PARAM",
        "13989051234, {}, isv.TEMPLATE_MISSING_PARAMETERS"
    })
    void whatCannotBeSentIsNamed(String number, String params, String code) throws Exception {
        user.call("PUT", "/simulator/templates/SMS_A", "{\"text\":\"${a}\"}");

        SendSmsRequest request =
                SimulatorUser.sms(number, "bad").setTemplateCode("SMS_A").setTemplateParam(params);

        assertThat(send(request).getCode()).isEqualTo(code);
    }

    @Test
    void aTextBeyondFiveHundredIsRefused() throws Exception {
        user.call("PUT", "/simulator/templates/SMS_A", "{\"text\":\"${a}\"}");
        SendSmsRequest request = SimulatorUser.sms(PHONE, "long").setTemplateCode("SMS_A");

        // 【芒康网格】 takes six.
        request.setTemplateParam("{\"a\":\"%s\"}".formatted("雪".repeat(495)));
        assertThat(send(request).getCode()).isEqualTo("isv.PARAM_LENGTH_LIMIT");
        request.setTemplateParam("{\"a\":\"%s\"}".formatted("雪".repeat(494)));
        assertThat(send(request).getCode()).isEqualTo("OK");
        assertThat(receipts("long", 1).getFirst().path("sms_size").asString()).isEqualTo("8");
    }

    @Test
    void aHundredAreHeardOfOnceEach() throws Exception {
        String numbers =
                String.join(
                        ",",
                        IntStream.range(0, 100).mapToObj(i -> "1398906%04d".formatted(i)).toList());
        send(SimulatorUser.sms(numbers, "hundred"));

        assertThat(receipts("hundred", 100))
                .extracting(receipt -> receipt.path("phone_number").asString())
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    private void assertTimesOut(String outId) {
        assertThatThrownBy(() -> user.impatientAliyun().sendSms(SimulatorUser.sms(PHONE, outId)))
                .hasStackTraceContaining("java.net.SocketTimeoutException");
    }

    private SendSmsResponseBody send(SendSmsRequest request) throws Exception {
        return user.aliyun().sendSms(request).getBody();
    }

    private List<JsonNode> receipts(String outId, int expected) {
        return await().atMost(SOON)
                .until(
                        () -> user.receiver().receipts(outId),
                        receipts -> receipts.size() >= expected);
    }

    private String status(String outId) {
        return user.wall("outId", outId).path("items").path(0).path("status").asString("");
    }

    private QuerySendDetailsResponseBody details(String phone, long page, long size)
            throws Exception {
        return user.aliyun().querySendDetails(query(phone, page, size)).getBody();
    }

    private QuerySendDetailsRequest query(String phone, long page, long size) {
        String today = user.today().format(DateTimeFormatter.BASIC_ISO_DATE);
        return new QuerySendDetailsRequest()
                .setPhoneNumber(phone)
                .setSendDate(today)
                .setCurrentPage(page)
                .setPageSize(size);
    }

    private static List<QuerySendDetailsResponseBodySmsSendDetailDTOsSmsSendDetailDTO> items(
            QuerySendDetailsResponseBody body) {
        return body.getSmsSendDetailDTOs().getSmsSendDetailDTO();
    }
}
