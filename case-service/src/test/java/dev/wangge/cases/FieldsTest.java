package dev.wangge.cases;

import static dev.wangge.testing.FieldsTable.NOTHING;
import static dev.wangge.testing.FieldsTable.ON_PURPOSE;
import static dev.wangge.testing.FieldsTable.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.security.Role;
import dev.wangge.testing.FieldsTable;
import dev.wangge.testing.OnBestEngine;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each role sees of the people behind a case: as docs/guides/roles.md says it. */
@OnBestEngine
class FieldsTest extends RunningCaseService {
    private static final String NAME = "多吉扎西";
    private static final String PHONE = "13712342266";
    private static final String SAID =
            "{\"confidential\":%s,\"reporter\":{\"name\":\""
                    + NAME
                    + "\",\"phone\":\""
                    + PHONE
                    + "\",\"hidden\":%s},";

    private String reported(boolean confidential, boolean hidden) throws Exception {
        return created(desk, IN_LAWU.replaceFirst("\\{", SAID.formatted(confidential, hidden)));
    }

    /** Whatever a reader finds about a case without saying what for. */
    private String read(String token, String id) {
        return Stream.of("", "/timeline", "/clock")
                        .map(below -> get(token, "/api/v1/cases/" + id + below).body())
                        .collect(Collectors.joining())
                + get(token, "/api/v1/cases?kind=REQUEST&limit=200").body();
    }

    private String seen(String token, String id) {
        var read = read(token, id);
        assertThat(read).doesNotContain("多吉", PHONE, "137****2266");
        return read.contains("\"" + id + "\"") ? WHOLE : NOTHING;
    }

    private String contact(String token, String id) {
        seen(token, id);
        var path = "/api/v1/cases/" + id + "/contact";
        var before = asked(id);
        if (post(token, path, "{\"purpose\":\"电话核实\"}").body().contains(PHONE)) {
            assertThat(asked(id)).as("written down").isEqualTo(before + 1);
            assertThat(post(token, path, "{}").body()).doesNotContain(PHONE);
            return ON_PURPOSE;
        }
        assertThat(asked(id)).isEqualTo(before);
        return NOTHING;
    }

    private int asked(String id) {
        var told = get(desk, "/api/v1/cases/" + id + "/timeline?limit=200").body();
        return told.split("wangge.case.contact-read.v1", -1).length;
    }

    @Test
    void eachRoleSeesWhatThePageSays() throws Exception {
        var plain = reported(false, false);
        var hidden = reported(false, true);
        var confidential = reported(true, false);

        new FieldsTable("case-service", Arrays.stream(Role.values()).map(Role::spelled).toList())
                .row("事件 A case", token -> seen(token, plain))
                .row("保密事件 A confidential case", token -> seen(token, confidential))
                .row("上报人姓名、电话 A reporter's name and phone", token -> contact(token, plain))
                .row("……要求不透露的 …who asked to stay hidden", token -> contact(token, hidden))
                .row("……保密事件的 …of a confidential case", token -> contact(token, confidential))
                .isOnThePage();
    }
}
