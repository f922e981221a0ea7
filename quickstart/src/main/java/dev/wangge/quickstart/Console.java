package dev.wangge.quickstart;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the launcher tells people. */
public final class Console {

    private static final int BAR_WIDTH = 40;

    private final PrintStream out;
    private final boolean terminal;
    private boolean barOpen;
    private int lastTenth = -1;

    Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Always UTF-8: the county's names must be readable whatever the locale says. */
    static Console standard() {
        return new Console(
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                Optional.ofNullable(System.console())
                        .map(java.io.Console::isTerminal)
                        .orElse(false));
    }

    public synchronized void line(String text) {
        if (barOpen) {
            out.println();
            barOpen = false;
        }
        out.println(text);
    }

    /** A bar that moves in a terminal, and a line for each tenth elsewhere. */
    public synchronized void progress(String what, int done, int of) {
        int percent = of == 0 ? 100 : (int) (100L * done / of);
        if (terminal) {
            int filled = BAR_WIDTH * percent / 100;
            out.print(
                    "\r  %s [%s%s] %,d / %,d"
                            .formatted(
                                    what,
                                    "#".repeat(filled),
                                    ".".repeat(BAR_WIDTH - filled),
                                    done,
                                    of));
            out.flush();
            barOpen = true;
            if (done == of) {
                out.println();
                barOpen = false;
            }
        } else if (percent / 10 != lastTenth) {
            lastTenth = percent / 10;
            line("  %s %3d %%  %,d / %,d".formatted(what, percent, done, of));
        }
    }
}
