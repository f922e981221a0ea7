package dev.wangge.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps what the launcher says. */
public final class TestConsole {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Console console =
            new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

    public Console console() {
        return console;
    }

    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
