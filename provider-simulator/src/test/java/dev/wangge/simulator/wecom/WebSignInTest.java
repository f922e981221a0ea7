package dev.wangge.simulator.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.simulator.SimulatorTest;
import dev.wangge.simulator.SimulatorUser;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.api.WxCpService;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** A member opens a card in WeCom, and the page behind it learns who they are. */
@SimulatorTest
class WebSignInTest {
    private static final String BACK = "http://localhost:8080/back";

    @Autowired private SimulatorUser user;
    private WxCpService wecom;

    @BeforeEach
    void afresh() {
        user.startsAfresh();
        wecom = user.wecom();
    }

    private static String authorize(String redirect) {
        return "/connect/oauth2/authorize?appid=wangge-corp&redirect_uri="
                + redirect
                + "&response_type=code&scope=snsapi_base&state=abc123&agentid=1000002";
    }

    /** The cookie of whoever opened their card. */
    private String opened(String member) throws Exception {
        WxCpMessage card =
                WxCpMessage.TEXTCARD()
                        .agentId(1000002)
                        .toUser(member)
                        .title("新事件")
                        .description("路边落石")
                        .url("http://localhost:8080/l/abc")
                        .build();
        assertThat(wecom.getMessageService().send(card).getErrCode()).isZero();
        String id = user.wall("to", member).path("items").path(0).path("id").asString();
        HttpResponse<String> opened = user.open("/phone-wall/messages/" + id + "/open", "");
        assertThat(opened.statusCode()).isEqualTo(302);
        assertThat(opened.headers().firstValue("Location")).contains("http://localhost:8080/l/abc");
        HttpCookie cookie =
                HttpCookie.parse(opened.headers().firstValue("Set-Cookie").orElseThrow())
                        .getFirst();
        assertThat(cookie.isHttpOnly()).isTrue();
        return cookie.getName() + "=" + cookie.getValue();
    }

    private String code(String cookie) {
        HttpResponse<String> sent = user.open(authorize(BACK), cookie);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
        URI back = URI.create(sent.headers().firstValue("Location").orElseThrow());
        assertThat(back.toString()).startsWith(BACK + "?code=").endsWith("&state=abc123");
        return back.getQuery().replaceAll("code=([^&]+).*", "$1");
    }

    private String member(String code) throws WxErrorException {
        String answer =
                wecom.get(
                        wecom.getWxCpConfigStorage().getApiUrl("/cgi-bin/auth/getuserinfo"),
                        "code=" + code);
        return JsonMapper.shared().readTree(answer).path("userid").asString();
    }

    private int refused(String code) {
        try {
            return member(code).length();
        } catch (WxErrorException e) {
            return e.getError().getErrorCode();
        }
    }

    @Test
    void whoOpensTheirCardIsWhoTheyAre() throws Exception {
        assertThat(member(code(opened("卓玛.1")))).isEqualTo("卓玛.1");
    }

    @Test
    void aCodeIsGoodOnceAndForFiveMinutes() throws Exception {
        String cookie = opened("zhuoma");
        String code = code(cookie);
        assertThat(member(code)).isEqualTo("zhuoma");
        assertThat(refused(code)).isEqualTo(40029);
        assertThat(refused("made-up")).isEqualTo(40029);

        String late = code(cookie);
        user.clock().forward(Duration.ofMinutes(5));
        assertThat(refused(late)).isEqualTo(40029);
    }

    @Test
    void outsideOfWecomNobodyIsAnybody() {
        HttpResponse<String> page = user.open(authorize(BACK), "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("请在企业微信客户端打开链接");
    }

    @Test
    void codesGoToTheSendersOwnPagesOnly() throws Exception {
        String cookie = opened("zhuoma");
        for (String elsewhere :
                new String[] {
                    "http://evil.example/back",
                    "http://localhost:8080@evil.example/",
                    "nonsense",
                    ""
                }) {
            assertThat(user.open(authorize(elsewhere), cookie).statusCode())
                    .as(elsewhere)
                    .isEqualTo(400);
        }
        assertThat(
                        user.open(authorize(BACK).replace("wangge-corp", "another"), cookie)
                                .statusCode())
                .isEqualTo(400);
    }
}
