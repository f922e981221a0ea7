package dev.wangge.simulator.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import dev.wangge.simulator.SimulatorTest;
import dev.wangge.simulator.SimulatorUser;
import java.time.Duration;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.api.WxCpService;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@SimulatorTest
@TestPropertySource(properties = "wangge.simulator.limits=true")
class ProviderLimitsTest {

    @Autowired private SimulatorUser user;

    @BeforeEach
    @AfterEach
    void afresh() {
        user.startsAfresh();
    }

    @Test
    void fiftyNoticesInADayForANumberAndATemplate() throws Exception {
        String phone = "13989051111";
        Client aliyun = user.aliyun();
        for (int i = 0; i < 50; i++) {
            assertThat(code(aliyun, SimulatorUser.sms(phone, "n"))).isEqualTo("OK");
        }

        assertThat(code(aliyun, SimulatorUser.sms(phone, "n")))
                .isEqualTo("isv.BUSINESS_LIMIT_CONTROL");
        assertThat(code(aliyun, SimulatorUser.sms("13989052222," + phone, "n")))
                .isEqualTo("isv.BUSINESS_LIMIT_CONTROL");
        assertThat(user.texts("13989052222")).isEmpty();
        assertThat(code(aliyun, SimulatorUser.sms(phone, "n").setTemplateCode("SMS_OTHER")))
                .isEqualTo("OK");
        assertThat(code(aliyun, SimulatorUser.sms(phone, "n").setSignName("卡若网格"))).isEqualTo("OK");
        assertThat(user.texts(phone)).hasSize(52);
    }

    @Test
    void aMemberGetsThirtyAMinuteAndTheRestSilentlyNot() throws Exception {
        WxCpService wecom = user.wecom();
        for (int i = 0; i < 31; i++) {
            assertThat(send(wecom, "zhaxi")).isZero();
        }

        assertThat(user.texts("zhaxi")).hasSize(30);
        user.clock().forward(Duration.ofMinutes(1));
        send(wecom, "zhaxi");
        assertThat(user.texts("zhaxi")).hasSize(31);
    }

    @Test
    void aMemberGetsAThousandAnHour() throws Exception {
        WxCpService wecom = user.wecom();
        for (int i = 0; i < 1_001; i++) {
            if (i % 30 == 0) {
                user.clock().forward(Duration.ofMinutes(1));
            }
            assertThat(send(wecom, "drolma")).isZero();
        }

        assertThat(user.get("/phone-wall/messages?to=drolma").path("total").asInt())
                .isEqualTo(1_000);
    }

    @Test
    void aRobotSpeaksTwentyTimesAMinute() throws Exception {
        WxCpService wecom = user.wecom();
        for (int i = 0; i < 20; i++) {
            wecom.getGroupRobotService().sendMarkdown(user.robotUrl("k1"), "**好** " + i);
        }

        assertThatThrownBy(() ->
                        wecom.getGroupRobotService().sendMarkdown(user.robotUrl("k1"), "**好**"))
                .isInstanceOfSatisfying(
                        WxErrorException.class,
                        refusal -> assertThat(refusal.getError().getErrorCode()).isEqualTo(45009));
        assertThat(user.texts("k1")).hasSize(20);
    }

    private static String code(Client aliyun, SendSmsRequest request) throws Exception {
        return aliyun.sendSms(request).getBody().getCode();
    }

    private static int send(WxCpService wecom, String member) throws Exception {
        return wecom.getMessageService()
                .send(WxCpMessage.TEXT().toUser(member).content("您有新事件").build())
                .getErrCode();
    }
}
