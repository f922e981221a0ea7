package dev.wangge.quickstart.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether a process that was started can be used now. */
@FunctionalInterface
public interface Health {

    boolean isUp() throws InterruptedException;

    /** Up when it accepts connections on a port of 127.0.0.1. */
    static Health listening(int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    /** Up when this URL, on 127.0.0.1, answers 200. */
    static Health answering(HttpClient http, URI url) {
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).GET().build();
        Health listening = listening(url.getPort());
        return () -> {
            try {
                // Ten times a second for each part, and for long to no avail: a bare socket costs
                // little of what the parts want for their start.
                return listening.isUp()
                        && http.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        };
    }
}
