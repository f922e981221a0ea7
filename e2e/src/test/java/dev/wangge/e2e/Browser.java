package dev.wangge.e2e;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A small phone's browser, without a screen. */
final class Browser implements AutoCloseable {

    /** Where pictures for the documentation go; none are taken when it is not set. */
    private static final Optional<String> PICTURES =
            Optional.ofNullable(System.getProperty("wangge.pictures"));

    private final ChromeDriver driver;
    private final WebDriverWait wait;
    private final BrowserProfile profile;
    private final String firstTab;

    private Browser(ChromeDriver driver, BrowserProfile profile) {
        this.driver = driver;
        this.profile = profile;
        firstTab = driver.getWindowHandle();
        wait = new WebDriverWait(driver, Duration.ofSeconds(20));
    }

    /** The machine's own; without one the story says so and is skipped, in CI it fails. */
    static Browser start() {
        BrowserProfile profile = BrowserProfile.fresh();
        ChromeDriver driver = profile.start();
        driver.manage().window().setSize(new Dimension(480, 900));
        return new Browser(driver, profile);
    }

    void open(String url) {
        driver.get(url);
    }

    void wide() {
        driver.manage().window().setSize(new Dimension(1280, 900));
    }

    /** The smallest phone that people still carry: 360 × 640 pixels. */
    void small() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 640, "deviceScaleFactor", 2, "mobile", true));
    }

    /** As it is chosen in the browser's own calendar. */
    void says(String css, String value) {
        driver.executeScript(
                """
                const field = document.querySelector(arguments[0]);
                field.value = arguments[1];
                field.dispatchEvent(new Event('input', {bubbles: true}));
                """,
                css,
                value);
    }

    /** What a file says that is saved by a tap. */
    String saved(String css) {
        return String.valueOf(
                driver.executeAsyncScript(
                        """
                        const [css, done] = arguments;
                        const make = URL.createObjectURL;
                        URL.createObjectURL = file => {
                          URL.createObjectURL = make;
                          file.text().then(done);
                          return make.call(URL, file);
                        };
                        document.querySelector(css).click();
                        """,
                        css));
    }

    /** As it is printed, without asking for paper. */
    void onPaper(boolean paper) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("media", paper ? "print" : ""));
    }

    /** Opens an address in a tab of its own, beside those that there are. */
    void openBeside(String url) {
        driver.switchTo().newWindow(WindowType.TAB);
        open(url);
    }

    void backToFirstTab() {
        driver.switchTo().window(firstTab);
    }

    boolean shows(String css) {
        return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** Whether nobody has to move the page sideways. */
    boolean fitsItsWidth() {
        return Boolean.TRUE.equals(
                driver.executeScript(
                        "return document.documentElement.scrollWidth <= window.innerWidth"));
    }

    /** What axe-core finds wrong with the page as it is, a line each. */
    List<String> axeFindings() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream()
                        .map(found -> found.getId() + ": " + found.getNodes())
                        .toList();
    }

    /** Presses these keys, one after the other. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** What the next key goes to: its name, else its id. */
    String focused() {
        return String.valueOf(
                driver.executeScript(
                        "return document.activeElement.name || document.activeElement.id"));
    }

    /** What is drawn anew while it is read is read again. */
    String text(String css) {
        return wait.until(ExpectedConditions.refreshed(_ -> visible(css).getText()));
    }

    /** Where the first element of this kind with this text leads; empty when there is none. */
    String reference(String css, String text) {
        return driver.findElements(By.cssSelector(css)).stream()
                .filter(element -> element.getText().equals(text))
                .map(element -> String.valueOf(element.getDomProperty("href")))
                .findFirst()
                .orElse("");
    }

    String address() {
        return driver.getCurrentUrl();
    }

    /** What a script of a page of ours is answered: the status, a space, the body. */
    String fetch(String method, String path, String body) {
        return String.valueOf(
                driver.executeAsyncScript(
                        """
                        const [method, path, body, done] = arguments;
                        const form = document.cookie.match(/wangge-form=([^;]+)/);
                        const headers = {'Content-Type': 'application/json'};
                        if (form) headers['X-XSRF-TOKEN'] = form[1];
                        fetch(path, {method, headers, body: body || undefined})
                          .then(async answer => done(answer.status + ' ' + await answer.text()));
                        """,
                        method,
                        path,
                        body));
    }

    String source() {
        return driver.getPageSource();
    }

    void write(String css, String text) {
        var _ =
                wait.until(
                        ExpectedConditions.refreshed(_ -> {
                            visible(css).sendKeys(text);
                            return true;
                        }));
    }

    void choose(String css, Path file) {
        driver.findElement(By.cssSelector(css)).sendKeys(file.toString());
    }

    /** Taps, and waits for the page that answers. */
    void tap(String css) {
        WebElement old = driver.findElement(By.cssSelector("html"));
        click(css);
        wait.until(any -> isGone(old));
    }

    /** The driver says so in one of two ways, as the page is just being left or has been. */
    private static boolean isGone(WebElement old) {
        try {
            var _ = old.isEnabled();
            return false;
        } catch (StaleElementReferenceException e) {
            return true;
        } catch (WebDriverException e) {
            if (String.valueOf(e.getMessage()).contains("does not belong to the document")) {
                return true;
            }
            throw e;
        }
    }

    /** What is drawn anew before the click arrives is clicked again. */
    void click(String css) {
        var _ =
                wait.until(
                        ExpectedConditions.refreshed(_ -> {
                            visible(css).click();
                            return true;
                        }));
    }

    /** Whether it is there, or comes soon. */
    boolean isSeen(String css) {
        return wait.until(ExpectedConditions.refreshed(_ -> visible(css).isDisplayed()));
    }

    WebElement visible(String css) {
        return wait.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
    }

    /** Keeps what is seen for the documentation, when asked to. */
    void picture(String name) {
        PICTURES.ifPresent(directory -> {
            try {
                Path file = Files.createDirectories(Path.of(directory)).resolve(name + ".png");
                Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        driver.quit();
        profile.close();
    }
}
