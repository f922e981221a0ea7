package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.notify.FakeProviders.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is written down when a provider takes no message: that, and nothing of whom it was for. */
@ExtendWith(OutputCaptureExtension.class)
abstract class LogStories extends RunningNotifyService {
    @Test
    void aRefusalTellsNeitherWhomNorWhatNorByWhichToken(CapturedOutput output) {
        var id = newCase();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        PROVIDERS.trouble(member.phone(), Trouble.REFUSED);

        happens(id, 5, dispatchedTo(member, "WG2026-0000071"), "system");

        alert(id, "DISPATCHED", "UNDELIVERED");
        assertThat(output)
                .contains(
                        "WECOM took no message: refused, ", "ALIYUN_SMS took no message: refused, ")
                .doesNotContain(
                        "access_token=",
                        "touser",
                        "/l/",
                        "/a/",
                        member.wecom(),
                        member.phone(),
                        "WG2026-0000071");
    }

    @Test
    void nobodyIsToldOfWhoKnowsNotTheCallback(CapturedOutput output) {
        var answer =
                service.post(
                        "",
                        "/callbacks/aliyun-sms/not-the-secret-of-it",
                        "[{\"phone_number\":\"19900087232\",");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(
                        service.post(
                                        "",
                                        "/callbacks/aliyun-sms/" + TOKEN,
                                        "[{\"phone_number\":\"19900087232\",")
                                .statusCode())
                .isEqualTo(400);
        assertThat(output).doesNotContain("not-the-secret-of-it", TOKEN, "19900087232");
    }
}
