package dev.wangge.e2e;

import static dev.wangge.e2e.SigningIn.signIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The command centre, as a dispatcher and a verifier work in it. */
@InCounty
class DeskTest {

    /** From the call to the closed case; whoever dispatches touches nothing but the keyboard. */
    @Test
    void aReportByPhoneIsDispatchedAndClosedFromItsPage(County county) {
        try (Browser desk = Browser.start();
                Browser other = Browser.start()) {
            desk.wide();
            signIn(desk, county, "dispatcher");
            desk.open(county.url("gateway") + "/desk/?lang=en");
            await().until(() -> !desk.text("#n-open strong").isEmpty());
            desk.open(county.url("gateway") + "/desk/report");
            await().until(() -> desk.focused().equals("title"));

            // What, of which kind, and nothing that says where.
            desk.press("Whose pasture is it", Keys.TAB, "Dis", Keys.TAB, Keys.TAB, Keys.ENTER);
            assertThat(desk.text("#made")).contains("Reported: WG", "unlocated");
            desk.press(Keys.TAB, Keys.ENTER);
            await().until(() -> desk.address().contains("/desk/cases/"));
            String id = desk.address().replaceFirst(".*/", "");
            desk.visible("#do-accept");
            desk.press("a");
            await().until(() -> desk.focused().equals("send"));
            desk.press(Keys.ENTER);
            await().until(() -> desk.text("#status").equals("Filed"));
            desk.press("d");
            await().until(() -> desk.focused().equals("unit"));
            // Told what is missing, at its field.
            desk.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER);
            assertThat(desk.visible("#a-unit-wrong").getText()).isNotEmpty();
            await().until(() -> desk.focused().equals("unit"));
            desk.press(Keys.ARROW_DOWN, Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER);
            await().until(() -> desk.text("#status").equals("Dispatched"));
            assertThat(desk.text("#facts")).contains("accepted it", "dispatched it");

            // Whoever has it does it elsewhere: the page comes to know by itself.
            Answer handled =
                    county.client("county-handler").act(id, "handle", Map.of("what", "界线已经说清"));
            assertThat(handled.status()).as(handled.toString()).isEqualTo(200);
            await().atMost(County.SOON).until(() -> desk.text("#status").equals("Handled"));

            signIn(other, county, "verifier");
            other.open(county.url("gateway") + "/desk/cases/" + id + "?lang=en");
            other.visible("#do-verify").click();
            await().until(() -> other.focused().equals("passed"));
            other.press("yes", Keys.TAB, Keys.TAB, Keys.ENTER);
            await().until(() -> other.text("#status").equals("Verified"));

            desk.visible("#do-close");
            desk.press("c");
            await().until(() -> desk.focused().equals("outcome"));
            desk.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER);
            await().until(() -> desk.text("#status").equals("Closed"));
            assertThat(desk.text("#facts")).contains("verified it", "closed it");
            assertThat(county.dispatcher().theCase(id).path("status").asString())
                    .isEqualTo("CLOSED");
        }
    }

    /** Out everywhere, from another browser: what is half written stays, and one can come back. */
    @Test
    void whoIsSignedOutInTheMiddleLosesNothing(County county) {
        try (Browser desk = Browser.start();
                Browser other = Browser.start()) {
            desk.wide();
            signIn(desk, county, "dispatcher");
            desk.open(county.url("gateway") + "/desk/report?lang=en");
            await().until(() -> desk.focused().equals("title"));
            desk.press("<b>Half</b> written");
            signIn(other, county, "dispatcher");
            other.open(county.url("gateway") + "/account");
            other.tap("#everywhere");

            desk.press(Keys.ENTER);

            assertThat(desk.visible("#sign-in-again").isDisplayed()).isTrue();
            assertThat(desk.visible("#r-title").getDomProperty("value"))
                    .isEqualTo("<b>Half</b> written");
        }
    }

    /** And axe finds nothing that keeps anybody out. */
    @Test
    void everyPageIsForAllEyesAndFitsASmallScreen(County county) {
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
                        List.of("", "cases?sort=dueAt", "cases/" + id, "report", "duty", "map")) {
                    String address = county.url("gateway") + "/desk/" + page;
                    desk.open(address + (page.contains("?") ? "&" : "?") + "lang=" + language);
                    desk.visible("main h1");
                    assertThat(desk.fitsItsWidth()).as(page + " " + language).isTrue();
                    assertThat(desk.axeFindings()).as(page + " " + language).isEmpty();
                }
            }
        }
    }

    /** Where they lie, how many, who is on duty there, and the list that the number opens. */
    @Test
    void theMapShowsWhereTheCasesLie(County county) {
        county.dispatcher().dispatched(Report.hazard("地图上的落石").at(county.places().getFirst()));
        try (Browser desk = Browser.start()) {
            desk.wide();
            signIn(desk, county, "leader");
            desk.open(county.url("gateway") + "/desk/map?lang=en");
            desk.visible("#map canvas");
            assertThat(desk.text("#map .count")).matches("\\d+");

            desk.visible("#most button").click();
            await().until(() -> desk.text("#chosen").contains("grid lead"));
            assertThat(desk.text("#chosen")).contains("Open ");

            desk.visible("#chosen a.button").click();
            await().until(() -> desk.address().contains("/desk/cases?sort=dueAt&within=5403281"));
            assertThat(desk.visible("table.cases, .cases").isDisplayed()).isTrue();
        }
    }
}
