package dev.wangge.quickstart;

import dev.wangge.quickstart.disk.DataDirectory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What someone needs who sees the county run for the first time. */
final class Welcome {

    private Welcome() {}

    static List<String> lines(
            String gateway,
            String simulator,
            List<String> management,
            DataDirectory data,
            String password,
            Duration startedIn) {
        return """
        (started in %.1f s; Ctrl-C stops everything, the data stay)
        A demonstration: everybody knows the secrets of its clients. No data of real people.

          Look around   %s   (one tap signs you in as dispatcher, handler, verifier, leader …)
          Sign in       %s/sign-in   (as dispatcher, handler, verifier, reporter, supervisor, leader, admin;
                        as security-admin to open accounts, system-admin, audit-admin: these need an authenticator too)
          Password      %s   (of each of them)
          API docs      %s/docs
          Phone wall    %s/phone-wall   (what people's phones received)
          Metrics       %s
          Clients       %s
                        (the secret is the id with -secret; grid outlines are illustrative)
          Logs, ports   %s

        Try it:
          TOKEN=$(curl -s -u county-demo:county-demo-secret -d grant_type=client_credentials %s/oauth2/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
          curl -s -w '\\n' -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"kind":"HAZARD","title":"路边落石","location":{"lng":98.6,"lat":29.7}}' %s/api/v1/cases
          curl -s -w '\\n' -H "Authorization: Bearer $TOKEN" '%s/api/v1/cases?limit=5'
        """
                .formatted(
                        startedIn.toMillis() / 1000.0,
                        gateway,
                        gateway,
                        password,
                        gateway,
                        simulator,
                        management.stream()
                                .map(url -> url + "/actuator/prometheus")
                                .collect(Collectors.joining("\n                ")),
                        SeededClient.ALL.stream()
                                .map(SeededClient::id)
                                .collect(Collectors.joining(", ")),
                        data.path(),
                        gateway,
                        gateway,
                        gateway)
                .lines()
                .toList();
    }
}
