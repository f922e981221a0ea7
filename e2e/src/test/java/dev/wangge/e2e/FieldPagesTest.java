package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.OutputType;

/** The field page as a thing in a hand: for all eyes and thumbs, on bad lines and bad phones. */
@InCounty
class FieldPagesTest {
    private static final Optional<String> PICTURES =
            Optional.ofNullable(System.getProperty("wangge.pictures"));

    /** What a thumb hits: everything that can be tapped and is seen is 44 pixels high. */
    private static final String SMALL_TARGETS =
            """
            return [...document.querySelectorAll(
                'main a, main button, main input:not(.file):not([type=checkbox]), main select, nav a, .check')]
              .filter(it => it.offsetParent && it.getBoundingClientRect().height < 43.5)
              .map(it => it.outerHTML.slice(0, 200));
            """;

    /** What a browser says whose quota is used up; headless ones enforce none. */
    private static final String FULL =
            """
            window.added = IDBObjectStore.prototype.add;
            IDBObjectStore.prototype.add = () => {
              throw new DOMException('no room', 'QuotaExceededError');
            };
            """;

    /** As a finger chooses it in the browser's own calendar. */
    private static final String TOMORROW =
            """
            const until = document.getElementById('hand-until');
            until.value = new Date(Date.now() + 86400000).toISOString().slice(0, 16);
            until.dispatchEvent(new Event('input', {bubbles: true}));
            """;

    private static final String FITS =
            "return document.documentElement.scrollWidth <= window.innerWidth";

    @Test
    void everyPageIsForAllEyesAndThumbsInThreeLanguages(County county) {
        String id = FieldTest.given(county, "HAZARD", "桥头落石<b>\u202e " + "石".repeat(60));
        try (Phone phone = Phone.of(county)) {
            phone.signIn("handler");
            phone.see(FieldTest.task(id));
            phone.tap(FieldTest.task(id));
            phone.tap("#do-note");
            phone.keepsThePage();
            phone.line().cut();
            phone.write("textarea[name=text]", "x".repeat(300));
            phone.tap("#send");
            phone.see("[data-entry]");
            for (String language : List.of("zh", "bo", "en")) {
                for (String page : List.of("", "report", "waiting", "cases/" + id, "more")) {
                    phone.open("/field/" + page + "?lang=" + language);
                    phone.see("#main");
                    isForAll(phone, language + " " + page);
                    picture(phone, page.replaceFirst("/.*", ""), language);
                }
                phone.open("/field/cases/" + id);
                phone.tap("#do-handle");
                phone.see("#action textarea");
                isForAll(phone, language + " doing");
                picture(phone, "doing", language);
            }
            phone.driver().manage().addCookie(new Cookie("wangge-type", "large"));
            phone.open("/field/cases/" + id + "?lang=bo");
            phone.see("#do-handle");
            isForAll(phone, "large");
        }
    }

    private static void isForAll(Phone phone, String what) {
        List<Rule> findings = new AxeBuilder().analyze(phone.driver()).getViolations();
        assertThat(findings).as(what).isEmpty();
        assertThat(phone.script(FITS)).as(what + " fits 360 pixels").isEqualTo(true);
        assertThat(phone.script(SMALL_TARGETS))
                .as(what + ": too small for a thumb")
                .isEqualTo(List.of());
    }

    /** What the county says against it stands where it was written. */
    @Test
    void handingWorkOnSaysWhatIsWrongAtItsField(County county) {
        try (Phone phone = Phone.of(county)) {
            phone.signIn("handler");
            phone.open("/field/more?lang=en");
            phone.tap("#hand");
            phone.write("#hand-to", "no-such-handler");
            phone.tap("#hand-send");
            assertThat(phone.text("#hand-until-wrong")).isNotEmpty();
            isForAll(phone, "handing on");
            phone.script(TOMORROW);
            phone.tap("#hand-send");
            assertThat(phone.text("#hand-to-wrong")).isNotEmpty();
            assertThat(phone.sees("#handed-on")).isFalse();
        }
    }

    @Test
    void aPhoneWhoseClockIsADayAheadShowsTheCountysTimes(County county) {
        String id = FieldTest.given(county, "REQUEST", "路灯不亮");
        try (Phone phone = Phone.of(county)) {
            phone.driver()
                    .executeCdpCommand(
                            "Page.addScriptToEvaluateOnNewDocument",
                            Map.of(
                                    "source",
                                    "{const now = Date.now; Date.now = () => now() + 86400000;}"));
            phone.signIn("handler");
            assertThat(phone.text("#clock-wrong")).contains("1 d ahead");
            await().until(() -> phone.text("#as-of"), "as of just now"::equals);
            phone.tap(FieldTest.task(id));
            phone.see("#do-note");
            phone.keepsThePage();
            phone.line().cut();
            phone.tap("#do-note");
            phone.write("textarea[name=text]", "在路上");
            phone.tap("#send");
            assertThat(phone.text("[data-entry]")).contains("was 1 d ahead; corrected");
        }
    }

    @Test
    void aFullPhoneKeepsTheTextOnTheScreen(County county) {
        String id = FieldTest.given(county, "REQUEST", "水管漏水");
        try (Phone phone = Phone.of(county)) {
            phone.signIn("handler");
            phone.tap(FieldTest.task(id));
            phone.tap("#do-note");
            phone.see("textarea[name=text]");
            phone.script(FULL);
            phone.write("textarea[name=text]", "没有地方放");
            phone.tap("#send");

            assertThat(phone.text("#failed")).contains("The phone is full");
            assertThat(phone.see("textarea[name=text]").getDomProperty("value")).isEqualTo("没有地方放");
            phone.script("IDBObjectStore.prototype.add = window.added");
            phone.tap("#send");
            await("the note is there")
                    .atMost(County.SOON)
                    .until(
                            () -> FieldTest.facts(county, id),
                            it -> it.contains("wangge.case.noted.v1"));
        }
    }

    /** 2G: 35 kbit/s, and 300 ms there and back. Asked: 8 s the first time, 1 s later. */
    @Test
    void tasksAreSeenSoonOnASlowLine(County county) {
        FieldTest.given(county, "REQUEST", "路灯不亮");
        try (Phone phone = Phone.of(county)) {
            // Not by the field page: it is to be new to this phone.
            phone.open("/sign-in?lang=zh&to=/account");
            phone.see("input[name=account]").sendKeys("handler");
            phone.see("input[name=password]")
                    .sendKeys(county.secret("WANGGE_DEMONSTRATION_PASSWORD"));
            phone.see("#sign-in").click();
            phone.see("#roles");

            phone.line().slow(35_000, Duration.ofMillis(300));
            long first = millisToTasks(phone);
            phone.keepsThePage();
            long later = millisToTasks(phone);
            System.out.printf(
                    "field at 35 kbit/s: tasks after %d ms the first time, after %d ms later%n",
                    first, later);
            assertThat(first).isLessThan(16_000);
            assertThat(later).isLessThan(4_000);
        }
    }

    private static long millisToTasks(Phone phone) {
        long begun = System.nanoTime();
        phone.open("/field/");
        phone.see("#tasks li");
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private static void picture(Phone phone, String page, String language) {
        PICTURES.ifPresent(directory -> {
            try {
                Path file =
                        Files.createDirectories(Path.of(directory))
                                .resolve(
                                        "field-"
                                                + (page.isEmpty() ? "tasks" : page)
                                                + "-"
                                                + language
                                                + ".png");
                Files.write(file, phone.driver().getScreenshotAs(OutputType.BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
