package dev.wangge.e2e;

import static dev.wangge.e2e.SigningIn.signIn;
import static dev.wangge.e2e.SigningIn.signInAsAdministrator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.InvalidKeyException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What is kept at the desk beside cases: codes on walls, accounts, the audit trail, rules. */
@InCounty
class DeskAdministrationTest {

    /** From the first key to what is reported at it; and once it is retired, to nothing. */
    @Test
    void aReportPointIsOpenedPrintedUsedAndRetired(County county) {
        try (Browser desk = Browser.start();
                Browser passer = Browser.start()) {
            desk.wide();
            signIn(desk, county, "dispatcher");
            desk.open(county.url("gateway") + "/desk/points?lang=en");
            desk.click("#open-point");
            await().until(() -> desk.focused().equals("name"));
            desk.press(Keys.ENTER);
            assertThat(desk.text("#a-name-wrong")).isNotEmpty();
            await().until(() -> desk.focused().equals("name"));
            desk.press("嘎托爱心驿站", Keys.TAB, "gatuo");
            await().until(() -> desk.text("#a-gridCode").contains("540328100001"));
            desk.press(Keys.TAB, Keys.TAB, Keys.ENTER);
            await().until(() -> desk.address().matches(".*/desk/points/[0-9a-f-]{36}"));
            assertThat(desk.text("main h1")).isEqualTo("嘎托爱心驿站");

            desk.click("#change-point");
            await().until(() -> desk.focused().equals("name"));
            desk.press(Keys.END, "（二）", Keys.ENTER);
            await().until(() -> desk.text("main h1").endsWith("（二）"));
            String form = desk.text("dd a[href^='/r/']");
            desk.onPaper(true);
            assertThat(desk.shows(".sheet img")).isTrue();
            assertThat(desk.shows("#retire-point")).as("no buttons on paper").isFalse();
            assertThat(desk.shows(".top")).isFalse();
            desk.onPaper(false);

            passer.open(county.url("gateway") + form + "?lang=en");
            assertThat(passer.isSeen("#report")).isTrue();
            desk.click("#retire-point");
            await().until(() -> desk.focused().equals("retire-point-form-send"));
            desk.press(Keys.ENTER);
            await().until(() -> desk.text("#point-state").startsWith("retired"));
            passer.open(county.url("gateway") + form + "?lang=en");
            assertThat(passer.isSeen("#gone")).isTrue();
        }
    }

    /** Roles that nobody may hold together are refused at their place. */
    @Test
    void anAccountIsOpenedAndKeptOutOnItsPage(County county) throws InvalidKeyException {
        try (Browser security = Browser.start();
                Browser dolma = Browser.start()) {
            security.wide();
            signInAsAdministrator(security, county, "security-admin");
            assertThat(security.address()).as("where they work").endsWith("/desk/accounts");
            security.click("#open-account");
            await().until(() -> security.focused().equals("id"));
            security.press("dolma", Keys.TAB, "卓玛", Keys.TAB, Keys.TAB);
            security.click("#account fieldset label:nth-of-type(3) input");
            security.click("#account fieldset label:nth-of-type(9) input");
            security.write("[name=divisions]", "540328");
            security.click("#account-send");
            assertThat(security.text("#a-roles-wrong")).contains("stand alone");
            security.click("#account fieldset label:nth-of-type(9) input");
            security.click("#account-send");
            String link = security.text("#link");

            dolma.open(
                    county.url("gateway")
                            + link.substring(link.indexOf("/password/"))
                            + "?lang=en");
            assertThat(dolma.isSeen("#choose")).isTrue();
            security.open(county.url("gateway") + "/desk/accounts/dolma?lang=en");
            assertThat(security.text("#roles")).isEqualTo("Handler");
            security.click("#do-disable");
            security.click("#do-disable-form-send");
            await().until(() -> security.text("#state").equals("disabled"));
            // Nobody decides about themselves: it is said where they tried.
            security.open(county.url("gateway") + "/desk/accounts/security-admin?lang=en");
            security.click("#do-sign-out");
            security.click("#do-sign-out-form-send");
            assertThat(security.text("#do-sign-out-form-error")).contains("own account");
            isForAllEyes(security, county, List.of("accounts", "accounts/dolma"));
        }
    }

    @Test
    void theAuditAdministratorFindsAndVerifies(County county) throws InvalidKeyException {
        try (Browser auditor = Browser.start()) {
            auditor.wide();
            signInAsAdministrator(auditor, county, "audit-admin");
            assertThat(auditor.address()).as("where they work").endsWith("/desk/audit");
            auditor.open(county.url("gateway") + "/desk/audit?lang=en");
            auditor.click("#verify");
            assertThat(auditor.text("#verified")).contains("are as they were written");

            auditor.write("#f-by", "audit-admin" + Keys.TAB);
            await().until(() -> auditor.address().endsWith("/desk/audit?by=audit-admin"));
            await().until(() -> auditor.text("#records").contains("read the audit"));
            assertThat(auditor.text("#records")).doesNotContain("dispatcher");
            isForAllEyes(auditor, county, List.of("audit"));
        }
    }

    /**
     * What is in force is set anew word for word, so that nobody else's case is decided otherwise.
     */
    @Test
    void rulesAreCheckedTriedSetAndGivenUpOnTheirPage(County county) {
        try (Browser admin = Browser.start()) {
            admin.wide();
            signIn(admin, county, "admin");
            assertThat(admin.address()).as("where they work").endsWith("/desk/rules");
            admin.open(county.url("gateway") + "/desk/rules/triage?lang=en");
            admin.click("#edit");
            admin.click("#try");
            assertThat(admin.text("#tried")).contains("past cases tried");
            admin.write("#text", "{");
            admin.click("#check");
            assertThat(admin.text("#findings")).containsPattern("^line \\d+ This is no JSON");
            admin.says("#text", TAKES_ALL);
            admin.click("#check");
            await().until(() -> admin.text("#findings").contains("#/body/rows/1/when"));
            assertThat(admin.text("#findings")).contains("line 3", "takes before it");

            admin.open(county.url("gateway") + "/desk/rules/checks?lang=en");
            admin.click("#edit");
            admin.click("#check");
            await().until(() -> admin.text("#findings").contains("Nothing is wrong"));
            admin.click("#set");
            assertThat(admin.text("#why-wrong")).isNotEmpty();
            await().until(() -> admin.focused().equals("why"));
            admin.press("照旧", Keys.ENTER);
            await().until(() -> admin.text("#in-force").contains("照旧"));
            assertThat(admin.text("#history")).contains("admin via console", "照旧");
            admin.click("#give-up");
            admin.write("#give-up-form [name=why]", "沿用上级" + Keys.ENTER);
            await().until(() -> admin.text("#in-force").contains("built in"));
            assertThat(admin.text("#history")).contains("inherits again", "沿用上级");
        }
    }

    /** Of a week that nobody works in yet. */
    @Test
    void whoIsAwayIsNotOnDutyThatWeek(County county) {
        try (Browser admin = Browser.start()) {
            admin.wide();
            signIn(admin, county, "admin");
            admin.open(
                    county.url("gateway")
                            + "/desk/duty/week?of=540328100200001&week=2027-03-01&lang=en");
            await().until(() -> admin.text("#week").contains("03-07 Sun"));
            String before = admin.text("#week");
            admin.click("#note-leave");
            admin.click("#leave-send");
            assertThat(admin.text("#a-member-wrong")).isNotEmpty();
            await().until(() -> admin.shows("#leave option[value='M-540328100200001-1']"));
            admin.write("#leave [name=member]", "边");
            admin.says("#leave [name=from]", "2027-03-02T00:00");
            admin.says("#leave [name=until]", "2027-03-03T00:00");
            admin.click("#leave-send");

            assertThat(admin.text("#leaves")).contains("2027-03-02 00:00", "nobody stands in");
            await().until(() -> !admin.text("#week").equals(before));
            admin.click("#leaves button");
            admin.click("#leaves .main, #leaves form button");
            await().until(() -> admin.text("#week").equals(before));
        }
    }

    private static final String TAKES_ALL =
            """
            {"hitPolicy": "FIRST", "rows": [
              {"when": "kind == 'REQUEST'", "tier": "NEIGHBOUR", "name": "一般诉求"},
              {"when": "kind == 'REQUEST' && text.contains('水')", "tier": "SUPERIOR", "name": "缺水"},
              {"tier": "COMMITTEE", "name": "其他"}]}\
            """;

    private static void isForAllEyes(Browser browser, County county, List<String> pages) {
        browser.small();
        for (String language : List.of("zh", "bo", "en")) {
            for (String page : pages) {
                browser.open(county.url("gateway") + "/desk/" + page + "?lang=" + language);
                browser.visible("main h1");
                assertThat(browser.fitsItsWidth()).as(page + " " + language).isTrue();
                assertThat(browser.axeFindings()).as(page + " " + language).isEmpty();
            }
        }
    }
}
