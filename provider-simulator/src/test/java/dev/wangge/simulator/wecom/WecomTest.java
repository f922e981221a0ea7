package dev.wangge.simulator.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.simulator.SimulatorTest;
import dev.wangge.simulator.SimulatorUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.error.WxRuntimeException;
import me.chanjar.weixin.cp.api.WxCpService;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import me.chanjar.weixin.cp.bean.message.WxCpMessageSendResult;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SimulatorTest
class WecomTest {

    @Autowired private SimulatorUser user;

    @BeforeEach
    @AfterEach
    void afresh() {
        user.startsAfresh();
    }

    @Test
    void aCardReachesEveryMember() throws Exception {
        WxCpMessageSendResult result =
                send(
                        WxCpMessage.TEXTCARD()
                                .toUser("Zhaxi|drolma")
                                .title("新事件")
                                .description("<div class=\"gray\">拉乌村</div> <div>水管坏了</div>")
                                .url("https://wangge.example/l/abc")
                                .btnTxt("查看")
                                .build());

        assertThat(result.getErrCode()).isZero();
        assertThat(result.getMsgId()).isNotBlank();
        assertThat(user.texts("zhaxi"))
                .containsExactly("新事件\n拉乌村\n水管坏了\nhttps://wangge.example/l/abc");
        assertThat(user.texts("drolma")).hasSize(1);
        assertThat(user.wall("to", "zhaxi").path("items").path(0).path("status").asString())
                .isEqualTo("DELIVERED");
    }

    @Test
    void markdownAndTextAndRobot() throws Exception {
        send(WxCpMessage.MARKDOWN().toUser("a").content("**ཆུ** [看](http://x.example)").build());
        send(text("a", "好"));
        user.wecom().getGroupRobotService().sendText(user.robotUrl("group-1"), "全体注意", null, null);

        assertThat(user.texts("a")).containsExactly("好", "**ཆུ** [看](http://x.example)");
        assertThat(user.texts("group-1")).containsExactly("全体注意");
    }

    @Test
    void aWrongSecretGetsNoToken() {
        assertRefused(40001, () -> user.wecom("guessed").getAccessToken(true));
    }

    @Test
    void anExpiredTokenIsNamedAndTheSdkGetsAnother() throws Exception {
        WxCpService wecom = user.wecom();
        String token = wecom.getAccessToken(true);
        // Whatever is left of the token of another test.
        user.clock().forward(Duration.ofDays(1));

        assertThat(raw(token, "{}")).isEqualTo(42001);
        assertThat(raw("made-up", "{}")).isEqualTo(40014);
        assertThat(wecom.getMessageService().send(text("a", "还在")).getErrCode()).isZero();
        assertThat(wecom.getAccessToken()).isNotEqualTo(token);
        assertThat(user.texts("a")).containsExactly("还在");
    }

    @Test
    void unknownMembersAreAPartialFailure() throws Exception {
        WxCpMessageSendResult result = send(text("zhaxi|Ghost-1|ghost-2", "好"));

        assertThat(result.getErrCode()).isZero();
        // Ghost-1 is not ghost-.*: the pattern is about ids as they are written.
        assertThat(result.getInvalidUser()).isEqualTo("ghost-2");
        assertThat(user.texts("zhaxi")).hasSize(1);
        assertThat(user.texts("ghost-2")).isEmpty();
    }

    @Test
    void noKnownMemberIsARefusal() {
        assertRefused(81013, () -> send(text("ghost-1|ghost-2", "好")));
    }

    @Test
    void theSameBodyIsShownOnceWithinTheInterval() throws Exception {
        WxCpMessage message = text("zhaxi", "只看一次");
        message.setEnableDuplicateCheck(true);
        message.setDuplicateCheckInterval(1_800);

        WxCpMessageSendResult first = send(message);
        WxCpMessageSendResult second = send(message);

        assertThat(second.getErrCode()).isZero();
        assertThat(second.getMsgId()).isEqualTo(first.getMsgId());
        assertThat(user.texts("zhaxi")).containsExactly("只看一次");

        user.clock().forward(Duration.ofSeconds(1_801));
        send(message);
        assertThat(user.texts("zhaxi")).hasSize(2);
    }

    @Test
    void withoutTheCheckTheSameBodyIsShownTwice() throws Exception {
        send(text("zhaxi", "两次"));
        send(text("zhaxi", "两次"));

        assertThat(user.texts("zhaxi")).hasSize(2);
    }

    @Test
    void moreThanAThousandMembersAreRefused() throws Exception {
        String thousand =
                IntStream.range(0, 1_000).mapToObj(i -> "m" + i).collect(Collectors.joining("|"));

        assertRefused(40058, () -> send(text(thousand + "|one-more", "好")));
        assertThat(send(text(thousand, "好")).getErrCode()).isZero();
        assertThat(user.get("/phone-wall/counts").path("channels").path("WECOM").asInt())
                .isEqualTo(1_000);
    }

    @Test
    void aLongTextIsCutAndALongMarkdownRefused() throws Exception {
        send(text("zhaxi", "雪".repeat(700)));

        String shown = user.texts("zhaxi").getFirst();
        assertThat(shown.getBytes(StandardCharsets.UTF_8)).hasSize(2_046);
        assertRefused(
                45002,
                () ->
                        send(
                                WxCpMessage.MARKDOWN()
                                        .toUser("zhaxi")
                                        .content("雪".repeat(683))
                                        .build()));
    }

    @Test
    void whatIsNoMessageIsNamed() throws Exception {
        String token = user.wecom().getAccessToken(true);

        assertThat(raw(token, "nothing")).isEqualTo(47001);
        assertThat(raw(token, "{}")).isEqualTo(41011);
        assertThat(raw(token, "{\"agentid\":1}")).isEqualTo(40056);
        assertThat(raw(token, "{\"agentid\":1000002,\"touser\":\"a\",\"msgtype\":\"song\"}"))
                .isEqualTo(40008);
        assertThat(raw(token, "{\"agentid\":1000002,\"touser\":7,\"msgtype\":[],\"text\":1}"))
                .isEqualTo(40008);
        assertThat(raw(token, "{\"agentid\":1000002,\"touser\":\"a\",\"msgtype\":\"text\"}"))
                .isEqualTo(44004);
        assertThat(raw("", "{}")).isEqualTo(41001);
    }

    @Test
    void aFaultRefusesOneMemberAndTheOthersGetTheirs() throws Exception {
        user.fault("{\"channel\":\"WECOM\",\"kind\":\"REJECT\",\"to\":\"zhaxi\"}");

        assertThat(send(text("zhaxi|drolma", "好")).getInvalidUser()).isEqualTo("zhaxi");
        assertThat(user.texts("drolma")).hasSize(1);
        assertRefused(81013, () -> send(text("zhaxi", "好")));
    }

    @Test
    void faultsThrottleAndRefuseByCode() throws Exception {
        user.fault("{\"channel\":\"WECOM\",\"kind\":\"THROTTLE\",\"rate\":1.0}");
        assertRefused(45009, () -> send(text("a", "好")));

        user.call("DELETE", "/simulator/faults", "");
        user.fault("{\"channel\":\"WECOM\",\"kind\":\"REJECT\",\"rate\":1,\"code\":\"60020\"}");
        assertRefused(60020, () -> send(text("a", "好")));

        user.call("DELETE", "/simulator/faults", "");
        assertThat(send(text("a", "好")).getErrCode()).isZero();
        assertThat(user.texts("a")).hasSize(1);
    }

    @Test
    void aCallThatTimesOutMayHaveBeenTaken() {
        user.call("POST", "/simulator/settings", "{\"timeOut\":\"PT0.2S\"}");
        user.fault("{\"channel\":\"WECOM\",\"kind\":\"TIME_OUT\",\"rate\":1,\"accepted\":true}");
        // The SDK itself sends again after -1: the duplicate check makes that harmless.
        WxCpMessage unheard = text("a", "没有回音");
        unheard.setEnableDuplicateCheck(true);

        assertThatThrownBy(() -> send(unheard)).isInstanceOf(WxRuntimeException.class);
        assertThat(user.texts("a")).containsExactly("没有回音");

        user.call("DELETE", "/simulator/faults", "");
        user.fault("{\"channel\":\"WECOM\",\"kind\":\"TIME_OUT\",\"rate\":1}");
        assertThatThrownBy(() -> send(text("a", "没有收到"))).isInstanceOf(WxRuntimeException.class);
        assertThat(user.texts("a")).containsExactly("没有回音");
    }

    private WxCpMessageSendResult send(WxCpMessage message) throws WxErrorException {
        return user.wecom().getMessageService().send(message);
    }

    private int raw(String token, String body) {
        return user.read(
                        user.call("POST", "/cgi-bin/message/send?access_token=" + token, body)
                                .body())
                .path("errcode")
                .asInt();
    }

    private static WxCpMessage text(String to, String content) {
        return WxCpMessage.TEXT().toUser(to).content(content).build();
    }

    private static void assertRefused(int code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WxErrorException.class,
                        refusal -> assertThat(refusal.getError().getErrorCode()).isEqualTo(code));
    }
}
