package dev.wangge.quickstart;

import dev.wangge.quickstart.disk.DataDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The clients of the sample county; a secret that everybody knows is only good for loopback. */
record SeededClient(String id, String secret, String division, String roles) {

    static final SeededClient ADMIN = known("province-admin", "54", "admin, dispatcher");
    static final SeededClient COUNTY = known("county-demo", "540328", "dispatcher");

    static final SeededClient HANDLER = known("county-handler", "540328", "handler");
    static final SeededClient VERIFIER = known("county-verifier", "540328", "verifier");

    static final List<SeededClient> ALL =
            List.of(
                    ADMIN,
                    COUNTY,
                    HANDLER,
                    VERIFIER,
                    known("county-reporter", "540328", "reporter"),
                    known("neighbour-demo", "540302", "dispatcher"));

    private static SeededClient known(String id, String division, String roles) {
        return new SeededClient(id, id + "-secret", division, roles);
    }

    /**
     * case-service's own account. Nobody waits when it locates late, and what it locates may lie
     * anywhere: hence the whole province, and a secret that only this run knows.
     */
    static SeededClient caseService(String secret) {
        return new SeededClient("case-service", secret, "54", "reporter");
    }

    /** Writes {@code clients.yml}, settings for the gateway. */
    static Path write(DataDirectory data, SeededClient caseService) {
        StringBuilder yaml = new StringBuilder("wangge:\n  gateway:\n    clients:\n");
        for (SeededClient client : Stream.concat(ALL.stream(), Stream.of(caseService)).toList()) {
            yaml.append(
                    """
                          - id: %s
                            secret: "{noop}%s"
                            divisions: ["%s"]
                            roles: [%s]
                    """
                            .formatted(client.id, client.secret, client.division, client.roles));
        }
        return data.write("clients.yml", yaml.toString());
    }
}
