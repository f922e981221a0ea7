package dev.wangge.e2e;

import static dev.wangge.e2e.SigningIn.signIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

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
            assertThat(desk.text("#a-unit-wrong")).isNotEmpty();
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
            other.click("#do-verify");
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

            assertThat(desk.isSeen("#sign-in-again")).isTrue();
            assertThat(desk.visible("#r-title").getDomProperty("value"))
                    .isEqualTo("<b>Half</b> written");

            desk.openBeside("about:blank");
            signIn(desk, county, "dispatcher");
            desk.backToFirstTab();
            await("what was being sent is sent")
                    .atMost(County.SOON)
                    .until(() -> desk.shows("#made"));
            assertThat(desk.text("#made")).contains("Reported: WG");
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
                        List.of(
                                "",
                                "cases?sort=dueAt",
                                "cases/" + id,
                                "report",
                                "duty",
                                "map",
                                "duty/week?of=540328100001001",
                                "points",
                                "rules",
                                "rules/triage")) {
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

            desk.click("#most button");
            await().until(() -> desk.text("#chosen").contains("grid lead"));
            assertThat(desk.text("#chosen")).contains("Open ");

            desk.click("#chosen a.button");
            await().until(() -> desk.address().contains("/desk/cases?sort=dueAt&within=5403281"));
            assertThat(desk.isSeen("table.cases, .cases")).isTrue();
        }
    }

    @Test
    void filtersAreKeptUnderANameUntilTheyAreForgotten(County county) {
        try (Browser desk = Browser.start()) {
            desk.wide();
            signIn(desk, county, "leader");
            desk.open(county.url("gateway") + "/desk/cases?status=CLOSED&lang=en");
            desk.click(".views > button");
            desk.write(".views input", "Done" + Keys.ENTER);
            await().until(() -> desk.text(".view a").equals("Done"));

            desk.open(county.url("gateway") + "/desk/cases?lang=en");
            desk.click(".view a");
            await().until(() -> desk.address().endsWith("/desk/cases?status=CLOSED"));
            desk.click(".view button");
            await().until(() -> !desk.shows(".view"));
            desk.open(county.url("gateway") + "/desk/cases?lang=en");
            desk.visible("main h1");
            assertThat(desk.shows(".view")).isFalse();
        }
    }

    /** What comes of it is said before; and the list as a table calculates nothing. */
    @Test
    void twoReportsOfTheSameAreMergedFromTheList(County county) {
        JsonNode first = county.dispatcher().report(Report.hazard("=1+1 两家争水")).json();
        JsonNode second = county.dispatcher().report(Report.hazard("两家争水，\"又来\"")).json();
        try (Browser desk = Browser.start()) {
            desk.wide();
            signIn(desk, county, "dispatcher");
            desk.open(county.url("gateway") + "/desk/cases?kind=HAZARD&lang=en");
            for (JsonNode one : List.of(first, second)) {
                desk.click("[aria-label='Select " + one.path("number").asString() + "']");
            }
            assertThat(desk.saved("#csv"))
                    .contains(",\"'=1+1 两家争水\",Hazard,", ",\"两家争水，\"\"又来\"\"\",Hazard,");

            desk.click("#bulk .main");
            desk.write("#bulk-action", "Merge into one");
            assertThat(desk.text("#join-preview"))
                    .contains("The oldest stays: " + first.path("number").asString());
            desk.click("#bulk .main");
            await().until(() -> desk.text("#bulk").contains("✓"));
            assertThat(
                            county.dispatcher()
                                    .theCase(second.path("id").asString())
                                    .path("mergedInto")
                                    .path("id")
                                    .asString())
                    .isEqualTo(first.path("id").asString());
        }
    }

    /** A browser has six connections to a county, and each tab wants to know what changes. */
    @Test
    void manyTabsOfOneBrowserAllKeepUp(County county) {
        try (Browser desk = Browser.start()) {
            desk.wide();
            // Of one account 20 streams are open at most, and those of other stories end a little
            // late.
            signIn(desk, county, "supervisor");
            for (int tab = 0; tab < 7; tab++) {
                desk.openBeside(county.url("gateway") + "/desk/?lang=en");
                await().until(() -> desk.text("#age").contains("live"));
            }
            int before = open(desk);

            county.dispatcher().report(Report.hazard("第七个标签页也看得到"));

            await().atMost(County.SOON).until(() -> open(desk) > before);
        }
    }

    private static int open(Browser desk) {
        return Integer.parseInt(desk.text("#n-open strong").replaceAll("\\D", ""));
    }
}
