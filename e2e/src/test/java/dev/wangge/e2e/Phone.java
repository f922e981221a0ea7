package dev.wangge.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * A grid member's phone with the field page: 360 pixels wide, with a place, on a line of its own.
 * What it keeps outlives its browser.
 */
final class Phone implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final County county;
    private final Line line;
    private final BrowserProfile profile = BrowserProfile.fresh();
    private ChromeDriver driver;

    private Phone(County county) {
        this.county = county;
        this.line = Line.to(county.port("gateway"));
        this.driver = switchedOn();
    }

    static Phone of(County county) {
        return new Phone(county);
    }

    private ChromeDriver switchedOn() {
        ChromeDriver started = profile.start();
        started.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 740, "deviceScaleFactor", 1, "mobile", true));
        started.executeCdpCommand(
                "Browser.grantPermissions",
                Map.of("origin", line.url(), "permissions", List.of("geolocation")));
        return started;
    }

    ChromeDriver driver() {
        return driver;
    }

    Line line() {
        return line;
    }

    /** Where it is from now on. */
    void isAt(double lng, double lat) {
        driver.executeCdpCommand(
                "Emulation.setGeolocationOverride",
                Map.of("longitude", lng, "latitude", lat, "accuracy", 12));
    }

    /** By the county's own page, which leads back to where they were. */
    void signIn(String account) {
        driver.get(line.url() + "/sign-in?lang=en&to=/field/");
        typeIn(account);
    }

    /** As the page offers it when the session is over. */
    void signInAgain(String account) {
        tap("#signed-out #sign-in");
        typeIn(account);
    }

    private void typeIn(String account) {
        see("input[name=account]").sendKeys(account);
        see("input[name=password]").sendKeys(county.secret("WANGGE_DEMONSTRATION_PASSWORD"));
        see("#sign-in").click();
        see("#who");
    }

    void open(String path) {
        driver.get(line.url() + path);
    }

    /** Until the page would open without network, too. */
    void keepsThePage() {
        await("the page is kept")
                .atMost(PATIENCE)
                .until(() ->
                        Boolean.TRUE.equals(
                                driver.executeScript(
                                        "return !!navigator.serviceWorker.controller")));
    }

    WebElement see(String css) {
        return await(css)
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(WebDriverException.class::isInstance)
                .until(() -> driver.findElement(By.cssSelector(css)), WebElement::isDisplayed);
    }

    boolean sees(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    /** What is drawn anew while it is read is read again. */
    String text(String css) {
        return await(css)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .until(() -> see(css).getText(), _ -> true);
    }

    /** With a thumb: what lies under the tabs is moved up first. */
    void tap(String css) {
        await("to tap " + css)
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(WebDriverException.class::isInstance)
                .until(() -> {
                    WebElement found = driver.findElement(By.cssSelector(css));
                    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
                    found.click();
                    return true;
                });
    }

    /** The one with these words. */
    void tapWords(String css, String words) {
        await("to tap " + words)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .until(() ->
                        driver.findElements(By.cssSelector(css)).stream()
                                .filter(one -> one.getText().contains(words))
                                .findFirst()
                                .map(one -> {
                                    driver.executeScript(
                                            "arguments[0].scrollIntoView({block: 'center'})", one);
                                    one.click();
                                    return true;
                                })
                                .orElse(false));
    }

    void write(String css, String text) {
        see(css).sendKeys(text);
    }

    @Nullable Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What an asynchronous script says in the end; the last of its arguments takes it. */
    @Nullable Object asked(String script) {
        return driver.executeAsyncScript(script);
    }

    /** Its browser is killed in the middle of whatever it does, and started again. */
    void diesAndStartsAgain() {
        profile.kill();
        try {
            driver.quit();
        } catch (WebDriverException e) {
            // There is nothing left to quit.
        }
        driver = switchedOn();
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            line.close();
            profile.close();
        }
    }
}
