package dev.wangge.e2e;

import static dev.wangge.e2e.SigningIn.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The command centre, through the gateway. */
@InCounty
class DeskTest {

    @Test
    void noPageScrollsSidewaysOnASmallScreen(County county) {
        String id =
                county.dispatcher()
                        .report(Report.hazard("长".repeat(180)))
                        .json()
                        .path("id")
                        .asString();
        try (Browser desk = Browser.start()) {
            desk.small();
            signIn(desk, county, "dispatcher");
            for (String language : List.of("zh", "bo", "en")) {
                for (String page :
                        List.of("", "cases?sort=dueAt", "cases/" + id, "report", "duty")) {
                    String address = county.url("gateway") + "/desk/" + page;
                    desk.open(address + (page.contains("?") ? "&" : "?") + "lang=" + language);
                    desk.visible("main h1");
                    assertThat(desk.fitsItsWidth()).as(page + " " + language).isTrue();
                }
            }
        }
    }
}
