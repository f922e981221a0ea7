package dev.wangge.gateway;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** Keeps cookies and sends forms with what stands hidden in them; follows nothing by itself. */
final class Browser {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final CookieManager cookies;
    private final HttpClient http;
    private final int port;
    private String language = "en";
    private HttpResponse<String> last;

    Browser(int port) {
        this(port, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
    }

    private Browser(int port, CookieManager cookies) {
        this.port = port;
        this.cookies = cookies;
        this.http = HttpClient.newBuilder().cookieHandler(cookies).build();
        this.last = get("/sign-in");
    }

    /** The same, sent to another gateway by whatever stands before both. */
    Browser at(int otherPort) {
        return new Browser(otherPort, cookies);
    }

    void speaks(String other) {
        language = other;
    }

    HttpResponse<String> get(String path) {
        return send(path, HttpRequest.newBuilder());
    }

    /** The form on the page that it is on, with this typed into it, sent where the form says. */
    HttpResponse<String> submit(String path, Map<String, String> typed) {
        if (!last.body().contains("<form method=\"post\" action=\"" + path + "\">")) {
            throw new AssertionError("No form to " + path + " on " + last.body());
        }
        var all = new HashMap<String, String>();
        var hidden = HIDDEN.matcher(last.body());
        while (hidden.find()) {
            all.put(hidden.group(1), HtmlUtils.htmlUnescape(hidden.group(2)));
        }
        all.putAll(typed);
        return post(path, all);
    }

    /** What stands hidden in the form on the page that it is on. */
    String hidden(String name) {
        return HIDDEN.matcher(last.body())
                .results()
                .filter(found -> found.group(1).equals(name))
                .map(found -> found.group(2))
                .findFirst()
                .orElse("");
    }

    /** A form from wherever. */
    HttpResponse<String> post(String path, Map<String, String> form) {
        return send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form))));
    }

    /** A call of a page's script. */
    HttpResponse<String> call(String method, String path, String body, boolean ours) {
        var request =
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body));
        if (ours) {
            request.header("X-XSRF-TOKEN", cookie("wangge-form"));
        }
        return send(path, request);
    }

    HttpResponse<String> signIn(String account, String password) {
        var _ = get("/sign-in");
        return submit("/sign-in", Map.of("account", account, "password", password));
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(one ->
                        one.getKey()
                                + "="
                                + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> send(String path, HttpRequest.Builder request) {
        try {
            last =
                    http.send(
                            request.uri(URI.create("http://127.0.0.1:" + port + path))
                                    .header("Accept-Language", language)
                                    .build(),
                            BodyHandlers.ofString());
            return last;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
