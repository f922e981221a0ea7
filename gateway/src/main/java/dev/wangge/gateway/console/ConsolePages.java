package dev.wangge.gateway.console;

import dev.wangge.gateway.pages.ChosenLanguage;
import dev.wangge.gateway.signin.SignIns;
import dev.wangge.platform.policy.OpenToAnyone;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.util.DigestUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The command centre and the field page. Whoever opens the first is signed in, the second opens for
 * anyone: a phone keeps it, and it says itself whom it knows. Nothing of the county is in either;
 * all of that comes from the API, by whatever whoever asks may see.
 */
@Hidden // Pages, for people.
@RestController
class ConsolePages {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                    + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action"
                    + " 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String TYPE = "wangge-type";
    private static final String LARGE = "large";

    private final ConsoleFiles files;
    private final Shells shells;
    private final SignIns signIns;
    private final CookieCsrfTokenRepository forms;

    ConsolePages(
            ConsoleFiles files, Shells shells, SignIns signIns, CookieCsrfTokenRepository forms) {
        this.files = files;
        this.shells = shells;
        this.signIns = signIns;
        this.forms = forms;
    }

    /** Whatever its address says is for its script to read, and comes back after signing in. */
    @OpenToAnyone
    @GetMapping({"/desk", "/desk/**"})
    ResponseEntity<byte[]> desk(
            @RequestParam MultiValueMap<String, String> anything,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (signIns.in(request).isEmpty()) {
            return to("/sign-in?to=" + encoded(here(request)));
        }
        giveFormToken(request, response);
        return shell("desk/index.html", request);
    }

    @OpenToAnyone
    @GetMapping("/field")
    ResponseEntity<byte[]> whereTheFieldIs() {
        return to("/field/");
    }

    @OpenToAnyone
    @GetMapping("/field/**")
    ResponseEntity<byte[]> field(
            @RequestParam MultiValueMap<String, String> anything,
            HttpServletRequest request,
            HttpServletResponse response) {
        giveFormToken(request, response);
        return shell("field/index.html", request);
    }

    @OpenToAnyone
    @GetMapping("/field/sw.js")
    ResponseEntity<byte[]> worker(
            @RequestParam MultiValueMap<String, String> anything, HttpServletRequest request) {
        return shell("field/sw.js", request);
    }

    @OpenToAnyone
    @GetMapping("/field/manifest.webmanifest")
    ResponseEntity<byte[]> manifest(
            @RequestParam MultiValueMap<String, String> anything, HttpServletRequest request) {
        return shell("field/manifest.webmanifest", request);
    }

    /** For a page that was kept for so long that its cookie is gone. */
    @OpenToAnyone
    @GetMapping("/console/form-token")
    ResponseEntity<Void> formToken(HttpServletRequest request, HttpServletResponse response) {
        giveFormToken(request, response);
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }

    /** A page of before, still open, gets what there is now: the file of its version is gone. */
    @OpenToAnyone
    @GetMapping("/console/{version}/{*path}")
    ResponseEntity<byte[]> file(
            @PathVariable String version, @PathVariable String path, HttpServletRequest request) {
        var found = files.find(path.substring(1));
        if (found.isEmpty()) {
            return ResponseEntity.notFound().cacheControl(CacheControl.noStore()).build();
        }
        var kept =
                version.equals(files.version())
                        ? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
                        : CacheControl.noStore();
        return sent(found.get(), request, ResponseEntity.ok().cacheControl(kept));
    }

    private ResponseEntity<byte[]> shell(String path, HttpServletRequest request) {
        var language = ChosenLanguage.of(request);
        var type = cookie(request, TYPE).filter(LARGE::equals).orElse("");
        var shell = shells.shown(path, language, type);
        var tag = "\"" + DigestUtils.md5DigestAsHex(shell.plain()) + "\"";
        var answer =
                ResponseEntity.ok()
                        .cacheControl(CacheControl.noCache().cachePrivate())
                        .varyBy(HttpHeaders.COOKIE, HttpHeaders.ACCEPT_LANGUAGE)
                        // Of pages and workers; beside each of their files it would be dead weight.
                        .header("Content-Security-Policy", POLICY)
                        .eTag(tag);
        return sent(shell, request, answer);
    }

    private static ResponseEntity<byte[]> sent(
            PreparedFile file, HttpServletRequest request, ResponseEntity.BodyBuilder answer) {
        answer.contentType(file.type())
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin");
        var zipped = file.zipped();
        if (zipped != null && takesGzip(request)) {
            return answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(zipped);
        }
        return answer.body(file.plain());
    }

    private static boolean takesGzip(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return header != null
                && Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(String::strip)
                        .anyMatch(one ->
                                one.startsWith("gzip") && !one.matches("gzip;\\s*q=0(\\.0*)?"));
    }

    /** What a page sends back to say that it is ours; its cookie lasts from now on again. */
    private void giveFormToken(HttpServletRequest request, HttpServletResponse response) {
        var token = forms.loadToken(request);
        forms.saveToken(token == null ? forms.generateToken(request) : token, request, response);
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        var all = request.getCookies();
        return all == null
                ? Optional.empty()
                : Arrays.stream(all)
                        .filter(one -> one.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private static String here(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ResponseEntity<byte[]> to(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .cacheControl(CacheControl.noStore())
                .location(URI.create(address))
                .build();
    }
}
