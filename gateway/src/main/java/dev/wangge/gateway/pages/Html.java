package dev.wangge.gateway.pages;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The frame that all our pages share: small, without scripts, usable on an old phone. */
final class Html {
    private static final MediaType TYPE = new MediaType("text", "html", StandardCharsets.UTF_8);

    private Html() {}

    /**
     * A page.
     *
     * @param title plain text without markup
     * @param body markup
     */
    static ResponseEntity<String> page(HttpStatus status, String title, String body) {
        return ResponseEntity.status(status)
                .contentType(TYPE)
                .body(
                        """
                        <!doctype html>
                        <html lang="zh-CN"><head><meta charset="utf-8">
                        <meta name="viewport" content="width=device-width,initial-scale=1">
                        <title>%s</title>
                        <style>body{font:17px/1.7 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}
                        code{background:#eee;padding:0 .2em}a{color:#05c}</style>
                        </head><body>
                        %s
                        </body></html>
                        """
                                .formatted(title, body));
    }
}
