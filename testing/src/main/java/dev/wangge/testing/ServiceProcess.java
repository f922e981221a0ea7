package dev.wangge.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * A service in a process of its own, which a test may kill and start again; it believes the tokens
 * of {@link TestIssuer} in the test's process.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String KEY = "test-issuer-key";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final int port = freePort();
    private final int management = freePort();
    private final List<String> command;
    private final Path log;
    private volatile Process process;

    private ServiceProcess(Class<?> application, Map<String, Object> settings) {
        this.log = TestResources.directory("service").resolve("log");
        this.command = new ArrayList<>();
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx320m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServiceProcess.class.getName(),
                        application.getName(),
                        "--server.port=" + port,
                        "--management.server.port=" + management,
                        "--%s=%s".formatted(KEY, TestIssuer.publicKey())));
        settings.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        this.process = launch();
    }

    /** Starts one; whether it can be used yet says {@link #awaitReady}. */
    public static ServiceProcess start(Class<?> application, Map<String, Object> settings) {
        var started = new ServiceProcess(application, settings);
        TestResources.close(started);
        return started;
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** What it writes down. */
    public Path log() {
        return log;
    }

    /** Without any warning: SIGKILL. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again after it ended. */
    public void restart() {
        process = launch();
    }

    /** Returns when it takes requests. */
    public void awaitReady() {
        OwnMongod.until(this::isReady, LIMIT);
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("It ended: " + log);
        }
        var readiness = "http://127.0.0.1:%d/actuator/health/readiness".formatted(management);
        try {
            var request = HttpRequest.newBuilder(URI.create(readiness)).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** As {@link TestIssuer}, of another process. */
    @TestConfiguration(proxyBeanMethods = false)
    static class OtherProcess {
        @Bean
        JwtDecoder jwtDecoder(@Value("${" + KEY + "}") String key) throws Exception {
            var spec = new X509EncodedKeySpec(Base64.getDecoder().decode(key));
            return NimbusJwtDecoder.withPublicKey(
                            (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec))
                    .build();
        }
    }

    /**
     * Runs until its parent ends.
     *
     * @param arguments the application's class, then its settings
     */
    public static void main(String[] arguments) throws Exception {
        var settings = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
        SpringApplication.run(
                new Class<?>[] {Class.forName(arguments[0]), OtherProcess.class}, settings);
        while (System.in.read() != -1) {
            // Its parent says nothing, and is gone when this ends.
        }
        Runtime.getRuntime().halt(0);
    }
}
