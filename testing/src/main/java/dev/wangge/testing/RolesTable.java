package dev.wangge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who may call which endpoint of a service, as docs/guides/roles.md says it. The page is drawn from
 * the endpoints ({@code -Dwangge.docs=write}), and the running service is held to the page: each
 * cell is tried.
 *
 * @param service whose table it is
 * @param roles all there are, as tokens spell them
 */
public record RolesTable(String service, List<String> roles, List<Row> rows) {
    private static final String MAY = "●";
    private static final Map<String, String> WITHOUT_ROLE =
            Map.of("open", "Without a token", "signed", "By its link or secret");

    /**
     * An endpoint.
     *
     * @param takes a media type
     * @param says the roles that may call it, or open, or signed
     */
    public record Row(String method, String path, String takes, List<String> says) {
        String name() {
            return "`" + call() + "`";
        }

        private String call() {
            return method + " " + path.replaceAll(":[^}]+}", "}");
        }

        /**
         * It exists whatever stands in place of its variables. A stream does not begin: what it is
         * asked with is refused to whoever may ask.
         */
        public String address() {
            var asked = path.endsWith(":watch") ? path + "?nonsense=1" : path;
            return asked.replaceAll("\\{\\w+:\\[[^}]+}", "a")
                    // Those of one service begin alike: {id:grid-.*}.
                    .replaceAll("\\{\\w+:([\\w-]+)[^}]*}", "$11")
                    .replaceAll("\\{\\w+}", "1");
        }

        /** One that no endpoint takes for good. */
        public String body() {
            return method.equals("GET") ? "" : "{}";
        }

        /** The media type, or one of those that it takes. */
        public String contentType() {
            return takes.equals("*/*") ? "application/json" : takes.replace("/*", "/png");
        }
    }

    /** Calls an endpoint with a token of a role, or without one where the role is empty. */
    public interface Asker {
        HttpResponse<String> ask(String role, Row endpoint);
    }

    private DrawnPart part() {
        return new DrawnPart(service + ": drawn from the code");
    }

    /** Which endpoints any of these roles may call. */
    public List<String> of(List<String> some) {
        return rows.stream()
                .filter(row -> row.says().stream().anyMatch(some::contains))
                .map(Row::call)
                .toList();
    }

    /** Draws it anew where that is asked for, and else compares. */
    public void isOnThePage() {
        part().is(drawn());
    }

    private boolean needsToken(Row row) {
        return roles.containsAll(row.says());
    }

    private String drawn() {
        var table =
                rows.stream()
                        .filter(this::needsToken)
                        .map(row ->
                                roles.stream()
                                        .map(role -> row.says().contains(role) ? MAY : "")
                                        .collect(
                                                Collectors.joining(
                                                        " | ", "| " + row.name() + " | ", " |\n")))
                        .collect(Collectors.joining());
        var others = new TreeMap<String, List<String>>();
        rows.stream()
                .filter(row -> !needsToken(row))
                .forEach(row ->
                        others.computeIfAbsent(row.says().getFirst(), _ -> new ArrayList<>())
                                .add(row.name()));
        var lines =
                others.entrySet().stream()
                        .map(it ->
                                "\n"
                                        + WITHOUT_ROLE.get(it.getKey())
                                        + ": "
                                        + String.join(", ", it.getValue())
                                        + "\n")
                        .collect(Collectors.joining());
        return table.isEmpty() ? lines.stripLeading() : head() + table + lines;
    }

    private String head() {
        return "| | "
                + String.join(" | ", roles)
                + " |\n|---|"
                + ":-:|".repeat(roles.size())
                + "\n";
    }

    /** Calls each endpoint of a service with each role. */
    public void isKeptBy(ServiceClient service) {
        var tokens = new TreeMap<String, String>();
        isKept((role, endpoint) ->
                service.send(
                        role.isEmpty()
                                ? ""
                                : tokens.computeIfAbsent(
                                        role, it -> TestIssuer.token("roles-" + it, it, "540328")),
                        endpoint.method(),
                        endpoint.address(),
                        endpoint.body(),
                        "Content-Type",
                        endpoint.contentType()));
    }

    /** Calls each endpoint with each role: what is not allowed on the page must be refused. */
    public void isKept(Asker asker) {
        var told = told();
        var wrong = new ArrayList<String>();
        for (var row : rows) {
            var may = told.get(row.name());
            if (may == null) {
                continue;
            }
            var without = asker.ask("", row);
            if (without.statusCode() != 401) {
                wrong.add(row.name() + " without a token: " + without.statusCode());
            }
            for (var role : roles) {
                if (isRefused(asker.ask(role, row)) == may.contains(role)) {
                    wrong.add("%s for %s, against the page".formatted(row.name(), role));
                }
            }
            // A role that nobody knows is none.
            if (!isRefused(asker.ask("emperor", row))) {
                wrong.add(row.name() + " for whoever holds no role");
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(told.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        rows.stream().filter(this::needsToken).map(Row::name).toList());
    }

    private static boolean isRefused(HttpResponse<String> answer) {
        return answer.statusCode() == 403 && answer.body().contains("/problems/not-permitted");
    }

    /** What the page says, endpoint by endpoint. */
    private TreeMap<String, List<String>> told() {
        var told = new TreeMap<String, List<String>>();
        part().text()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> {
                    var cells = line.split("\\|", -1);
                    var may = new ArrayList<String>();
                    for (int i = 0; i < roles.size(); i++) {
                        if (cells[i + 2].strip().equals(MAY)) {
                            may.add(roles.get(i));
                        }
                    }
                    told.put(cells[1].strip(), may);
                });
        return told;
    }
}
