package dev.wangge.e2e;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** What a browser keeps, and the machine's own browsers that use it, without a screen. */
final class BrowserProfile implements AutoCloseable {
    private final Path directory;

    private BrowserProfile(Path directory) {
        this.directory = directory;
    }

    static BrowserProfile fresh() {
        try {
            Path profiles = Files.createDirectories(Path.of("target", "browser").toAbsolutePath());
            return new BrowserProfile(Files.createTempDirectory(profiles, "profile"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The machine's own; without one the story says so and is skipped, in CI it fails. */
    ChromeDriver start() {
        Optional<File> browser = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<File> chromedriver = onPath("chromedriver");
        if (browser.isEmpty() || chromedriver.isEmpty()) {
            String missing = "No chromium with chromedriver on the PATH: no browser stories.";
            System.out.println(missing);
            if ("true".equals(System.getenv("WANGGE_CI"))) {
                fail(missing);
            }
            Assumptions.abort(missing);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + directory);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.orElseThrow())
                        .usingAnyFreePort()
                        .build();
        return new ChromeDriver(service, options);
    }

    /** Every process of the browser with this profile, with -9. */
    void kill() {
        ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .commandLine()
                                .orElse("")
                                .contains("--user-data-dir=" + directory))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException left) {
            // The browser still holds it: for the build's cleaning.
        }
    }

    private static Optional<File> onPath(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(name ->
                        Stream.of(path.split(File.pathSeparator, -1))
                                .map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
    }
}
