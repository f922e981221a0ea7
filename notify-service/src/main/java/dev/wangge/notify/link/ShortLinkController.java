package dev.wangge.notify.link;

import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.policy.Signed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The short link of an SMS leads to the page behind the alert. */
@RestController
@Tag(name = "pages", description = "手机页面")
class ShortLinkController {
    private final ShortLinkGate gate;
    private final Links links;

    ShortLinkController(ShortLinkGate gate, Links links) {
        this.gate = gate;
        this.links = links;
    }

    @Operation(summary = "The page behind an SMS's short link")
    @Answers(303)
    @Signed
    @GetMapping("/a/{code}")
    ResponseEntity<Void> follow(@PathVariable String code, HttpServletRequest request) {
        // An unknown one opens the page that says so, in the reader's language.
        var page = gate.behind(code, request).map(links::path).orElse("/l/unknown");
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(page))
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .build();
    }
}
