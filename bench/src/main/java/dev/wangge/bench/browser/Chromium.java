package dev.wangge.bench.browser;

import dev.wangge.bench.system.NotMeasurable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The machine's own browser, without a screen: what it measures is its own clock's. */
public final class Chromium implements AutoCloseable {
    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts it with nothing kept from before.
     *
     * @throws NotMeasurable where there is none
     */
    public static Chromium start(Path directory) {
        var options = new ChromeOptions();
        options.setBinary(onPath("chromium", "chromium-browser", "google-chrome"));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--user-data-dir=" + profile(directory));
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(onPath("chromedriver"))
                        .usingAnyFreePort()
                        .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(1280, 900));
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
        return new Chromium(driver);
    }

    private static Path profile(Path directory) {
        try {
            return Files.createTempDirectory(directory.toAbsolutePath(), "profile");
        } catch (IOException e) {
            throw new NotMeasurable("No room for a browser: " + e);
        }
    }

    private static File onPath(String... names) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(name ->
                        Stream.of(path.split(File.pathSeparator, -1))
                                .map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(
                        () -> new NotMeasurable("There is no " + names[0] + " on this machine."));
    }

    public void open(String url) {
        driver.get(url);
    }

    /** Forgets what it has loaded, but not who is signed in. */
    public void forgetFiles() {
        var _ = driver.executeCdpCommand("Network.clearBrowserCache", java.util.Map.of());
    }

    /** Runs a script of every page before the page's own. */
    public void beforeEachPage(String script) {
        var _ =
                driver.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        java.util.Map.of("source", script));
    }

    /** What an expression of the page is, once it is a number. */
    public double number(String promise, Object... arguments) {
        var said =
                driver.executeAsyncScript(
                        "const done = arguments[arguments.length - 1];\nPromise.resolve(%s).then(done);"
                                .formatted(promise),
                        arguments);
        if (said instanceof Number number) {
            return number.doubleValue();
        }
        throw new NotMeasurable("The page says %s of %s".formatted(said, promise));
    }

    /** Runs a script of ours. */
    public void run(String script, Object... arguments) {
        var _ = driver.executeScript(script, arguments);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
