package dev.wangge.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables in docs/api/alerts.md are drawn from the rows: {@code -Dwangge.docs=write} does it.
 */
class AlertsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "api", "alerts.md");
    private static final String BEGIN = "<!-- the tables are drawn from the code -->\n";
    private static final String END = "<!-- until here -->";
    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("dev.wangge.notify.wording.texts", Locale.ROOT);

    @Test
    void theTablesAreWhatTheRowsSay() throws IOException {
        var page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        var drawn = page.substring(0, from) + tables() + page.substring(page.indexOf(END));
        if ("write".equals(System.getProperty("wangge.docs"))) {
            Files.writeString(PAGE, drawn);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(drawn);
    }

    private static String tables() {
        return "\n"
                + table(
                        "fact | rule → who is told",
                        RuleTest.events().map(AlertsPageTest::answer).toList())
                + "\n"
                + table(
                        "rule | in words (zh) | who is told | settled by | when it reaches nobody",
                        Stream.of(Rule.values()).map(AlertsPageTest::line).toList())
                + "\n";
    }

    private static String table(String columns, List<String> lines) {
        return "| %s |\n|%s\n"
                .formatted(columns, "---|".repeat(columns.split("\\|", -1).length))
                .concat(
                        lines.stream()
                                .map(line -> "| " + line + " |\n")
                                .collect(Collectors.joining()));
    }

    private static String answer(Class<?> event) {
        var told =
                Stream.of(Rule.values())
                        .filter(rule -> rule.toldOf().contains(event))
                        .map(rule -> "`%s` → %s".formatted(rule, rule.audience()))
                        .collect(Collectors.joining("<br>"));
        var answer = told.isEmpty() ? "nobody: " + Untold.WHY.get(event) : told;
        return "`%s` | %s".formatted(type(event), answer);
    }

    private static String line(Rule rule) {
        return Stream.of(
                        "`" + rule + "`",
                        TEXTS.getString(rule + ".title").replace("${", "*").replace("}", "*"),
                        rule.audience().name(),
                        RuleTest.events()
                                .filter(rule.settledBy()::contains)
                                .map(AlertsPageTest::shortened)
                                .collect(Collectors.joining(", ")),
                        rule.whenUndelivered().map(it -> "`" + it + "`").orElse("nobody is above"))
                .collect(Collectors.joining(" | "));
    }

    private static String shortened(Class<?> event) {
        return type(event).replaceFirst("wangge\\.(case|zero-report)\\.(.+)\\.v\\d+", "$2");
    }

    private static String type(Class<?> event) {
        return Objects.requireNonNull(event.getAnnotation(EventType.class)).value();
    }
}
