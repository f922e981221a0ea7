package dev.wangge.platform.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.door.Allowances;
import dev.wangge.platform.door.DoorSettings;
import dev.wangge.platform.door.DoorSettings.Anonymous;
import dev.wangge.platform.door.DoorSettings.Body;
import dev.wangge.platform.door.DoorSettings.Client;
import dev.wangge.platform.door.TrustedProxies;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.util.unit.DataSize;

/** The container as it is reached from outside, byte by byte: what it takes, and what it says. */
class ContainerTest {
    private static final Problems PROBLEMS = new Problems();
    private static final WebServer SERVER = started();

    private static WebServer started() {
        var settings =
                new DoorSettings(
                        List.of("127.0.0.0/8"),
                        new Anonymous(1, 1, 1, 1, 1),
                        new Client(1, 1),
                        Map.of(
                                "ordinary",
                                new Body(DataSize.ofBytes(1_000), Duration.ofMillis(300)),
                                "form",
                                new Body(DataSize.ofBytes(100), null)),
                        0.2,
                        Duration.ofMillis(500),
                        Duration.ofMinutes(1),
                        100,
                        100);
        var factory = new TomcatServletWebServerFactory(0);
        new Container(
                        settings,
                        new Allowances(settings.bodies()),
                        new TrustedProxies(settings.trustedProxies()),
                        PROBLEMS)
                .customize(factory);
        var server =
                factory.getWebServer(
                        context -> context.addServlet("echo", new Echo()).addMapping("/"));
        server.start();
        return server;
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    /** Answers how many bytes it read, as whoever handles requests does. */
    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (request.getRequestURI().equals("/refused")) {
                response.setStatus(401);
                return;
            }
            if (request.getRequestURI().equals("/unread")) {
                response.getOutputStream().print("unread");
                return;
            }
            try {
                int bytes = request.getInputStream().readAllBytes().length;
                response.getOutputStream().print("read " + bytes);
            } catch (Problem problem) {
                PROBLEMS.write(problem, request, response);
            }
        }
    }

    /** All that comes back before the connection ends, or falls silent. */
    private static String told(String... parts) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.getPort())) {
            socket.setSoTimeout(10_000);
            for (var part : parts) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String post(String path, String more) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\nConnection: close\r\n%s"
                .formatted(path, more);
    }

    private static String sized(String path, int bytes) {
        return post(path, "Content-Length: " + bytes + "\r\n\r\n" + "x".repeat(bytes));
    }

    private static String chunked(String path, String... chunks) {
        var body = new StringBuilder();
        for (var chunk : chunks) {
            body.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return post(path, "Transfer-Encoding: chunked\r\n\r\n" + body + "0\r\n\r\n");
    }

    @Test
    void aBodyThatFitsIsRead() throws IOException {
        assertThat(told(sized("/api/v1/cases", 1_000)))
                .startsWith("HTTP/1.1 200")
                .endsWith("read 1000");
        assertThat(told(chunked("/api/v1/cases", "abc", "de"))).endsWith("read 5");
        assertThat(told(sized("/api/v1/cases", 0))).endsWith("read 0");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/cases, 1001", "/callbacks/x, 101", "/l/x, 101", "/z/x, 500"})
    void oneThatIsTooLargeIsNamedSo(String path, int bytes) throws IOException {
        assertThat(told(sized(path, bytes)))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "/problems/body-too-large");
        assertThat(told(chunked(path, "x".repeat(bytes))))
                .startsWith("HTTP/1.1 413")
                .contains("/problems/body-too-large");
    }

    @Test
    void oneThatComesTooSlowlyIsNamedSo() throws Exception {
        assertThat(dripped(post("/api/v1/cases", "Content-Length: 1000\r\n\r\n"), "x"))
                .startsWith("HTTP/1.1 408")
                .contains("/problems/body-too-slow");
    }

    /** What comes back to who sends a bit every little while, until the connection ends. */
    private static String dripped(String first, String bit) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.getPort())) {
            socket.setSoTimeout(50);
            var told = new ByteArrayOutputStream();
            socket.getOutputStream().write(first.getBytes(StandardCharsets.UTF_8));
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < Duration.ofSeconds(10).toNanos()) {
                try {
                    int one = socket.getInputStream().read();
                    if (one < 0) {
                        return told.toString(StandardCharsets.UTF_8);
                    }
                    told.write(one);
                } catch (SocketTimeoutException silent) {
                    if (!sends(socket, bit)) {
                        return told.toString(StandardCharsets.UTF_8);
                    }
                } catch (SocketException ended) {
                    return told.toString(StandardCharsets.UTF_8);
                }
            }
            throw new AssertionError("It is waited for: " + told);
        }
    }

    private static boolean sends(Socket socket, String bit) {
        try {
            socket.getOutputStream().write(bit.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    /** Who is answered while still sending must be able to read the answer. */
    @Test
    void whatNobodyReadIsTakenToItsEnd() throws IOException {
        assertThat(told(sized("/unread", 900_000))).startsWith("HTTP/1.1 200").endsWith("unread");
    }

    @Test
    void whoAsksFirstWhetherToSendIsToldWhenSomebodyReads() throws IOException {
        var head = "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n";
        assertThat(told(post("/api/v1/cases", head), "abc"))
                .startsWith("HTTP/1.1 100")
                .endsWith("read 3");
        assertThat(told(post("/refused", head)))
                .as("nobody reads, so nothing is sent, and nothing is waited for")
                .startsWith("HTTP/1.1 401");
    }

    /** Nothing of ours sees these; still a caller is told in our words, and nothing of Tomcat's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET\r\n\r\n",
                "GET /a HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /拉乌 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a HTTP/1.1\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"
            })
    void whatIsNoRequestIsAProblemWithAName(String bytes) throws IOException {
        assertThat(told(bytes))
                .matches("(?s)HTTP/1\\.1 (4|5)\\d\\d .*")
                .contains("application/problem+json", "\"type\":\"/problems/")
                .doesNotContainIgnoringCase("tomcat", "org.apache", "<html");
    }

    @Test
    void headersThatAreTooLongAreAProblemToo() throws IOException {
        assertThat(told("GET /a HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(100_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("/problems/invalid-request");
    }

    /** One header every little while would hold a connection for ever. */
    @Test
    void aHeadThatComesBitByBitIsNotWaitedFor() throws Exception {
        assertThat(dripped("GET /a HTTP/1.1\r\n", "X: y\r\n")).isEmpty();
    }
}
