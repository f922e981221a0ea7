package dev.wangge.notify;

import static dev.wangge.testing.FieldsTable.MASKED;
import static dev.wangge.testing.FieldsTable.NOTHING;
import static dev.wangge.testing.FieldsTable.WHOLE;

import dev.wangge.platform.security.Role;
import dev.wangge.testing.FieldsTable;
import dev.wangge.testing.OnBestEngine;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What each role sees of the people behind an alert: as docs/guides/roles.md says it. */
@OnBestEngine
class FieldsTest extends RunningNotifyService {
    @Test
    void eachRoleSeesWhatThePageSays() {
        var id = newCase();
        var member = member("zh");
        happens(id, 5, dispatchedTo(member, "WG2026-0000055"), "system");
        var alert = alert(id, "DISPATCHED", "SENT").path("id").asString();

        new FieldsTable("notify-service", Arrays.stream(Role.values()).map(Role::spelled).toList())
                .row("提醒 An alert", token -> seen(read(token, id, alert), alert))
                .row(
                        "收件人代码 Its recipient's code",
                        token -> seen(read(token, id, alert), member.code()))
                .row(
                        "收件人电话、企业微信号 Their phone and WeCom id",
                        token -> contact(read(token, id, alert), member))
                .isOnThePage();
    }

    private String read(String token, String caseId, String alert) {
        return get(token, "/api/v1/alerts/" + alert).body()
                + get(token, "/api/v1/alerts?case=" + caseId).body();
    }

    /** Its own address, which a refusal repeats, is none of what it shows. */
    private static String seen(String read, String what) {
        return read.contains("\"" + what + "\"") ? WHOLE : NOTHING;
    }

    private static String contact(String read, Person member) {
        var isThere = read.contains(member.phone()) || read.contains(member.wecom());
        var masked = member.phone().substring(0, 3) + "****" + member.phone().substring(7);
        return isThere ? WHOLE : read.contains(masked) ? MASKED : NOTHING;
    }
}
