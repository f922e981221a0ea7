package dev.wangge.cases.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.life.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/api/actions.md is drawn from the rows: {@code -Dwangge.docs=write} does it. */
class ActionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "api", "actions.md");
    private static final String BEGIN = "<!-- the table is drawn from the code -->\n";
    private static final String END = "<!-- until here -->";

    @Test
    void theTableIsWhatTheRowsSay() throws IOException {
        var page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        var drawn = page.substring(0, from) + table() + page.substring(page.indexOf(END));
        if ("write".equals(System.getProperty("wangge.docs"))) {
            Files.writeString(PAGE, drawn);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(drawn);
    }

    private static String table() {
        return Acting.actions().all().stream()
                .map(ActionsPageTest::line)
                .collect(
                        Collectors.joining(
                                "",
                                "| action | from | to | roles | by link | fields |\n|---|---|---|---|---|---|\n",
                                ""));
    }

    private static String line(CaseAction<?> action) {
        return Stream.of(
                        "`" + action.slug() + "` " + action.summary(),
                        all(action.from()),
                        action.to().isEmpty() ? "stays" : all(action.to()),
                        String.join(", ", action.who().roleNames()),
                        action.who().relations().stream()
                                .map(it -> "its " + it.name().toLowerCase(java.util.Locale.ROOT))
                                .collect(Collectors.joining(", ")),
                        action.fields().all().stream()
                                .map(ActionsPageTest::field)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String all(Collection<Status> states) {
        return states.stream().map(Status::name).collect(Collectors.joining(", "));
    }

    private static String field(CommandField field) {
        var limit = field.max() == null ? "" : " ≤ " + field.max();
        var when = field.requiredWhen();
        return (field.required() ? "**" + field.name() + "**" : field.name())
                + limit
                + (field.oneOf() == null
                        ? ""
                        : " (one of " + String.join(", ", field.oneOf()) + ")")
                + (when == null
                        ? ""
                        : " (required where " + when.field() + " is " + when.is() + ")");
    }
}
