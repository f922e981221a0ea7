package dev.wangge.quickstart;

import dev.wangge.quickstart.api.GatewayClient;
import dev.wangge.quickstart.sample.SampleCounty;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/**
 * Only the sample county, into a system that runs already (docker-compose): GATEWAY_URL,
 * WANGGE_SEED_CLIENT and WANGGE_SEED_SECRET say where and as whom.
 */
public final class Seed {

    private Seed() {}

    public static void main(String[] arguments) throws InterruptedException {
        Console console = Console.standard();
        Map<String, String> environment = System.getenv();
        String gateway = environment.getOrDefault("GATEWAY_URL", "http://localhost:8080");
        String client = environment.getOrDefault("WANGGE_SEED_CLIENT", "province-admin");
        String secret = environment.getOrDefault("WANGGE_SEED_SECRET", client + "-secret");
        try (HttpClient http = HttpClient.newHttpClient()) {
            GatewayClient admin =
                    new GatewayClient(
                            http, URI.create(gateway), client, secret, Duration.ofMinutes(3));
            new SampleCounty(admin).seed();
            console.line("The sample county is in " + gateway + ".");
        } catch (GatewayClient.CallFailed
                | SampleCounty.SeedFailed
                | IllegalArgumentException failed) {
            console.line("The sample county was not seeded: " + failed.getMessage());
            System.exit(1);
        }
    }
}
