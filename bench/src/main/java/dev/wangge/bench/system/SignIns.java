package dev.wangge.bench.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How long people wait until they are let in, one after the other.
 *
 * @param millis of each, from the form that is sent to the answer
 * @param argon2 milliseconds of it in which the password was compared, on average
 */
public record SignIns(List<Double> millis, double argon2) {
    private static final Pattern FORM = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String COMPARED = "wangge_accounts_password_comparison_seconds_";
    private static final int SEE_OTHER = 303;

    /** Signs somebody of the demonstration in so often. */
    public static SignIns of(County county, int times) throws InterruptedException {
        var millis = new ArrayList<Double>();
        try {
            for (int i = 0; i < 5; i++) {
                once(county);
            }
            double before = compared(county, "sum");
            double count = compared(county, "count");
            for (int i = 0; i < times; i++) {
                millis.add(once(county));
            }
            return new SignIns(
                    millis,
                    1e3 * (compared(county, "sum") - before) / (compared(county, "count") - count));
        } catch (IOException e) {
            throw new NotMeasurable("The gateway does not answer: " + e);
        }
    }

    private static double once(County county) throws IOException, InterruptedException {
        try (var http =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                        .build()) {
            var page = URI.create(county.url(Member.GATEWAY) + "/sign-in");
            var form =
                    FORM.matcher(
                            http.send(
                                            HttpRequest.newBuilder(page).build(),
                                            BodyHandlers.ofString(UTF_8))
                                    .body());
            if (!form.find()) {
                throw new NotMeasurable("There is no form to sign in by");
            }
            var typed =
                    "account=dispatcher&password=%s&_csrf=%s"
                            .formatted(
                                    URLEncoder.encode(Programs.PASSWORD, UTF_8),
                                    URLEncoder.encode(form.group(1), UTF_8));
            long begun = System.nanoTime();
            var answer =
                    http.send(
                            HttpRequest.newBuilder(page)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(typed))
                                    .build(),
                            BodyHandlers.discarding());
            if (answer.statusCode() != SEE_OTHER) {
                throw new NotMeasurable("Not signed in: HTTP " + answer.statusCode());
            }
            return (System.nanoTime() - begun) / 1e6;
        }
    }

    private static double compared(County county, String what) throws InterruptedException {
        return county.metrics(Member.GATEWAY)
                .lines()
                .filter(line -> line.startsWith(COMPARED + what))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** In the middle of them. */
    public double median() {
        var sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** Median, lowest and highest. */
    public String whole() {
        return "%.0f (%.0f–%.0f)"
                .formatted(median(), Collections.min(millis), Collections.max(millis));
    }

    /** On average. */
    public String ofArgon2() {
        return "%.0f".formatted(argon2);
    }
}
