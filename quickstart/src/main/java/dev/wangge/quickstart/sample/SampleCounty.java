package dev.wangge.quickstart.sample;

import dev.wangge.quickstart.api.GatewayClient;
import dev.wangge.quickstart.api.GatewayClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Markam (芒康县) and the outline of its neighbour Karub (卡若区), as files of this jar, and their way
 * into the services: places first, then who works there. Importing again changes nothing.
 */
public final class SampleCounty {

    private static final String CSV = "text/csv; charset=utf-8";
    private static final String GEO_JSON = "application/geo+json";

    private static final List<Import> IMPORTS =
            List.of(
                    new Import("divisions.csv", "/api/v1/divisions:import", CSV),
                    new Import("boundaries.geojson", "/api/v1/divisions:boundaries", GEO_JSON),
                    new Import("grids.geojson", "/api/v1/grids:import", GEO_JSON),
                    new Import("units.csv", "/api/v1/units:import", CSV),
                    new Import("members.csv", "/api/v1/members:import", CSV));

    private record Import(String file, String path, String contentType) {}

    private final GatewayClient admin;

    /**
     * @param admin a client that may import into the whole province
     */
    public SampleCounty(GatewayClient admin) {
        this.admin = admin;
    }

    /** Brings everything in; a part that is there already stays as it is. */
    public void seed() throws InterruptedException {
        for (Import one : IMPORTS) {
            Answer answer = admin.post(one.path(), one.contentType(), text(one.file()), Map.of());
            if (!answer.isOk()) {
                throw new SeedFailed(
                        "POST %s with the sample county's %s: HTTP %d %s"
                                .formatted(one.path(), one.file(), answer.status(), answer.body()));
            }
        }
    }

    /** Whether the last thing that {@link #seed()} brings is there. */
    public boolean isThere() throws InterruptedException {
        return admin.get("/api/v1/grids/" + Grids.read().getLast().code()).isOk();
    }

    /** Changes when the sample data change. */
    public static String fingerprint() {
        return fingerprint(IMPORTS.stream().map(Import::file).toArray(String[]::new));
    }

    static String fingerprint(String... files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : files) {
                digest.update(text(file).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One file of the sample county. */
    static String text(String file) {
        String name = "/sample-county/" + file;
        try (InputStream in =
                Objects.requireNonNull(SampleCounty.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service refused the sample county. */
    public static final class SeedFailed extends RuntimeException {
        SeedFailed(String message) {
            super(message);
        }
    }
}
