package dev.wangge.quickstart;

import dev.wangge.quickstart.disk.DataDirectory;
import java.nio.file.Path;
import java.util.List;

/** The clients of the sample county; a secret that everybody knows is only good for loopback. */
record SeededClient(String id, String division, String role) {

    static final SeededClient ADMIN = new SeededClient("province-admin", "54", "admin");
    static final SeededClient COUNTY = new SeededClient("county-demo", "540328", "dispatcher");

    static final List<SeededClient> ALL =
            List.of(
                    ADMIN,
                    COUNTY,
                    new SeededClient("county-handler", "540328", "handler"),
                    new SeededClient("county-verifier", "540328", "verifier"),
                    new SeededClient("neighbour-demo", "540302", "dispatcher"));

    String secret() {
        return id + "-secret";
    }

    /** Writes {@code clients.yml}, settings for the gateway. */
    static Path write(DataDirectory data) {
        StringBuilder yaml = new StringBuilder("wangge:\n  gateway:\n    clients:\n");
        for (SeededClient client : ALL) {
            yaml.append(
                    """
                          - id: %s
                            secret: "{noop}%s"
                            divisions: ["%s"]
                            roles: [%s]
                    """
                            .formatted(client.id, client.secret(), client.division, client.role));
        }
        return data.write("clients.yml", yaml.toString());
    }
}
