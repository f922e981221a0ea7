package dev.wangge.platform.door;

import dev.wangge.platform.door.DoorSettings.Body;
import dev.wangge.platform.page.OpenPage;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request may carry by where it goes, the same at the gateway and at each service: 1 MiB,
 * forms of a link page and callbacks 256 KiB, its photos 4 MiB and a form around them, many points
 * to locate 8 MiB, imports 256 MiB.
 */
public final class Allowances {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(10);

    /** A file of rules is kept as one document, and no bulk. */
    private static final Pattern BULK =
            Pattern.compile("/api/v1/(?!rules:)[a-z-]+:(import|boundaries)");

    private final Map<String, Allowance> kinds = new TreeMap<>();

    public Allowances(Map<String, Body> settings) {
        kinds.put("ordinary", new Allowance(MIB, Duration.ofSeconds(60), ANSWER, false));
        kinds.put("points", new Allowance(8 * MIB, Duration.ofSeconds(60), ANSWER, false));
        // At 200 kbit/s 4 MiB take near three minutes.
        kinds.put("photo", new Allowance(4 * MIB + 256 * KIB, Duration.ofMinutes(4), ANSWER, true));
        kinds.put("bulk", new Allowance(256 * MIB, LONG, LONG, true));
        kinds.put("form", new Allowance(256 * KIB, Duration.ofSeconds(60), ANSWER, true));
        kinds.put("none", new Allowance(KIB, Duration.ofSeconds(5), ANSWER, true));
        kinds.put("token", new Allowance(16 * KIB, Duration.ofSeconds(10), ANSWER, false));
        settings.forEach((kind, body) -> {
            if (kinds.computeIfPresent(kind, (k, known) -> changed(known, body)) == null) {
                throw new IllegalArgumentException(
                        "wangge.door.bodies knows no %s, only %s".formatted(kind, kinds.keySet()));
            }
        });
    }

    private static Allowance changed(Allowance known, Body body) {
        return new Allowance(
                body.bytes() == null ? known.bytes() : body.bytes().toBytes(),
                body.arrival() == null ? known.arrival() : body.arrival(),
                known.patience(),
                known.streamed());
    }

    /**
     * What a request may carry.
     *
     * @param path decoded, without parameters
     * @param contentType as it was sent
     */
    public Allowance of(String path, @Nullable String contentType) {
        return Objects.requireNonNull(kinds.get(kind(path, contentType)));
    }

    private static String kind(String path, @Nullable String contentType) {
        var page = OpenPage.at(path);
        if (page.isPresent()) {
            return switch (page.get()) {
                case CASE_ALERT, REPORT -> isMultipart(contentType) ? "photo" : "form";
                case ZERO_REPORT_ALERT -> "form";
                case CASE -> "none";
            };
        }
        if (path.startsWith("/callbacks/")) {
            return "form";
        }
        if (path.startsWith("/a/")) {
            return "none";
        }
        if (path.startsWith("/oauth2/")) {
            return "token";
        }
        if (path.equals("/api/v1/grids:locate")) {
            return "points";
        }
        return BULK.matcher(path).matches() ? "bulk" : "ordinary";
    }

    private static boolean isMultipart(@Nullable String contentType) {
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }
}
