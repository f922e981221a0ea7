package dev.wangge.gateway.pages;

import dev.wangge.platform.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What each problem means and what to do, at the address its {@code type} gives. */
@RestController
class ProblemPages {
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private final Map<String, String> pages = new TreeMap<>();

    ProblemPages() throws IOException {
        var parser = Parser.builder().build();
        var renderer = HtmlRenderer.builder().escapeHtml(true).build();
        for (var page :
                new PathMatchingResourcePatternResolver().getResources("classpath:problems/*.md")) {
            var slug = Objects.requireNonNull(page.getFilename()).replace(".md", "");
            var text = page.getContentAsString(StandardCharsets.UTF_8);
            pages.put(slug, renderer.render(parser.parse(text)));
        }
    }

    @GetMapping("/problems/{slug}")
    ResponseEntity<String> problem(@PathVariable String slug) {
        var page = pages.get(slug);
        if (page == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "not-found", "No problem is called " + slug);
        }
        return html(page + "<p><a href=\"/problems\">…</a></p>");
    }

    @GetMapping("/problems")
    ResponseEntity<String> index() {
        var list = new StringBuilder("<h1>Problems 问题</h1><ul>");
        pages.keySet()
                .forEach(slug ->
                        list.append(
                                "<li><a href=\"/problems/%1$s\">%1$s</a></li>".formatted(slug)));
        return html(list.append("</ul>").toString());
    }

    @GetMapping("/")
    ResponseEntity<String> landing() {
        return html(
                "<h1>网格 Wangge</h1><ul><li><a href=\"/docs\">API 文档 · API docs</a></li>"
                        + "<li><a href=\"/openapi.json\">OpenAPI 3.1</a></li>"
                        + "<li><a href=\"/problems\">问题说明 · Problems</a></li></ul>");
    }

    private static ResponseEntity<String> html(String body) {
        return ResponseEntity.ok()
                .contentType(HTML)
                .body(
                        "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                                + "<title>Wangge 网格</title><style>body{font:17px/1.6 sans-serif;max-width:40em;"
                                + "margin:2em auto;padding:0 1em}</style>"
                                + body);
    }
}
