package dev.wangge.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wangge.local.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir Path directory;
    private final int port = FreePort.find();
    private final Told told = new Told();
    private final List<Supervised> started = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Supervised::stop);
    }

    @Test
    void isUpWhenItsHealthSaysSoAndStopsWhenTold() throws Exception {
        Supervised lodger = lodger(SHORT);
        lodger.start().get(30, TimeUnit.SECONDS);
        assertThat(Health.listening(port).isUp()).isTrue();
        long pid = told.pids.getFirst();
        lodger.stop();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(FreePort.isFree(port)).isTrue();
        assertThat(told.deaths).isEmpty();
        // Its last words are kept.
        assertThat(ChildLog.tail(directory.resolve("lodger.log"), 5))
                .containsExactly("lodger 你好", "lodger leaves");
    }

    @Test
    void whatIsKilledComesBackAsAnotherProcess() throws Exception {
        lodger(SHORT).start().get(30, TimeUnit.SECONDS);
        kill(told.pids.getFirst());
        await().atMost(Duration.ofSeconds(30)).until(() -> told.ups.size() == 2);
        assertThat(told.pids).hasSize(2).doesNotHaveDuplicates();
        assertThat(told.ups).containsExactly(false, true);
        assertThat(told.deaths).singleElement().asString().contains("exit code 137");
    }

    @Test
    void whatKeepsDyingIsLeftDownLongerEachTime() throws Exception {
        Path reason = directory.resolve("reason");
        lodger(SHORT, reason.toString()).start().get(30, TimeUnit.SECONDS);
        Files.createFile(reason);
        kill(told.pids.getFirst());
        await().atMost(Duration.ofSeconds(30)).until(() -> told.delays.size() >= 3);
        assertThat(told.delays).startsWith(SHORT, SHORT.multipliedBy(2), SHORT.multipliedBy(4));
        Files.delete(reason);
        await().atMost(Duration.ofSeconds(30)).until(() -> told.ups.size() == 2);
    }

    @Test
    void staysDownAsLongAsTheRestartDelaySays() throws Exception {
        Supervised lodger = lodger(Duration.ofMinutes(5));
        lodger.start().get(30, TimeUnit.SECONDS);
        kill(told.pids.getFirst());
        await().atMost(Duration.ofSeconds(30)).until(() -> !told.deaths.isEmpty());
        assertThat(told.delays).containsExactly(Duration.ofMinutes(5));
        assertThat(FreePort.isFree(port)).isTrue();
        // Stopping does not wait for the delay.
        lodger.stop();
        assertThat(told.pids).hasSize(1);
    }

    @Test
    void whatNeverWasUpIsNotStartedAgain() throws Exception {
        Path reason = Files.createFile(directory.resolve("reason"));
        assertThatThrownBy(() -> lodger(SHORT, reason.toString()).start().get(30, TimeUnit.SECONDS))
                .hasMessageContaining("exit code 3");
        assertThat(told.pids).hasSize(1);
        assertThat(ChildLog.tail(directory.resolve("lodger.log"), 5))
                .containsExactly("lodger 你好", "lodger has a reason to leave");
    }

    @Test
    void aProgramThatCannotBeStartedSaysWhy() {
        Supervised broken =
                new Supervised(
                        "broken",
                        () -> {
                            throw new IllegalStateException("no such thing");
                        },
                        () -> true,
                        SHORT,
                        told);
        assertThatThrownBy(() -> broken.start().get(10, TimeUnit.SECONDS))
                .hasMessageContaining("no such thing");
    }

    /** Ctrl-C goes to every process of a terminal; only the launcher may decide what it means. */
    @Test
    void aChildDoesNotHearCtrlC() throws Exception {
        lodger(SHORT).start().get(30, TimeUnit.SECONDS);
        long pid = told.pids.getFirst();
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor())
                .isZero();
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(30))
                .until(() -> ProcessHandle.of(pid).isPresent());
    }

    private Supervised lodger(Duration restartDelay, String... more) {
        Supervised lodger =
                new Supervised(
                        "lodger",
                        Lodger.program(port, directory.resolve("lodger.log"), more),
                        Health.listening(port),
                        restartDelay,
                        told);
        started.add(lodger);
        return lodger;
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static final class Told implements Supervised.Listener {

        final List<Long> pids = new CopyOnWriteArrayList<>();
        final List<Boolean> ups = new CopyOnWriteArrayList<>();
        final List<String> deaths = new CopyOnWriteArrayList<>();
        final List<Duration> delays = new CopyOnWriteArrayList<>();

        @Override
        public void started(long pid) {
            pids.add(pid);
        }

        @Override
        public void up(Duration after, boolean again) {
            ups.add(again);
        }

        @Override
        public void died(String why, Duration startsAgainIn) {
            delays.add(startsAgainIn);
            deaths.add(why);
        }
    }
}
