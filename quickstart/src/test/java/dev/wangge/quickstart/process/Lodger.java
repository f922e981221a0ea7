package dev.wangge.quickstart.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A child for tests: says hello, listens on a port until it is told to end. */
final class Lodger {

    private Lodger() {}

    static JavaProgram program(int port, Path log, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Lodger.class.getName(),
                                Integer.toString(port)));
        arguments.addAll(List.of(more));
        return new JavaProgram(arguments, Map.of("LODGER_SAYS", "你好"), new ChildLog(log));
    }

    /**
     * Lodges.
     *
     * @param arguments the port to listen on, and optionally a file: while it exists, the lodger
     *     ends at once with code 3
     */
    public static void main(String[] arguments) throws IOException {
        System.out.println("lodger " + System.getenv("LODGER_SAYS"));
        if (arguments.length > 1 && Files.exists(Path.of(arguments[1]))) {
            System.out.println("lodger has a reason to leave");
            System.exit(3);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("lodger leaves")));
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(
                    new InetSocketAddress(
                            InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[0])));
            while (true) {
                socket.accept().close();
            }
        }
    }
}
