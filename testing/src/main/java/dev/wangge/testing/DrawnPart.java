package dev.wangge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of docs/guides/roles.md that nobody writes by hand: {@code -Dwangge.docs=write} draws it
 * anew, and a test without that compares.
 */
record DrawnPart(String name) {
    private static final Path PAGE = Path.of("..", "docs", "guides", "roles.md");
    private static final String END = "<!-- until here -->";

    void is(String drawn) {
        if ("write".equals(System.getProperty("wangge.docs"))) {
            var page = read();
            try {
                Files.writeString(
                        PAGE, page.substring(0, from(page)) + drawn + page.substring(to(page)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(text()).isEqualTo(drawn);
    }

    /** As it stands there. */
    String text() {
        var page = read();
        return page.substring(from(page), to(page));
    }

    private int from(String page) {
        var begin = "<!-- " + name + " -->\n";
        assertThat(page).contains(begin);
        return page.indexOf(begin) + begin.length();
    }

    private int to(String page) {
        return page.indexOf(END, from(page));
    }

    private static String read() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
