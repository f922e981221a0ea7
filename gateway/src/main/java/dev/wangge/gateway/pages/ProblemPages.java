package dev.wangge.gateway.pages;

import dev.wangge.platform.policy.OpenToAnyone;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** What each problem means and what to do, at the address that its {@code type} gives. */
@Hidden
@RestController
class ProblemPages {
    private static final String BACK = "<p><a href=\"/problems\">← 全部问题 · All problems</a></p>";
    private final Map<String, Page> pages = new TreeMap<>();

    private record Page(String title, String html) {}

    ProblemPages() throws IOException {
        var parser = Parser.builder().build();
        var renderer = HtmlRenderer.builder().escapeHtml(true).build();
        for (var page :
                new PathMatchingResourcePatternResolver().getResources("classpath:problems/*.md")) {
            var slug = Objects.requireNonNull(page.getFilename()).replace(".md", "");
            var text = page.getContentAsString(StandardCharsets.UTF_8);
            var title = text.lines().findFirst().orElse(slug).replaceFirst("^#\\s*", "");
            pages.put(
                    slug,
                    new Page(HtmlUtils.htmlEscape(title), renderer.render(parser.parse(text))));
        }
    }

    @OpenToAnyone
    @GetMapping("/problems/{slug}")
    ResponseEntity<String> problem(@PathVariable String slug) {
        var page = pages.get(slug);
        if (page == null) {
            return Html.page(
                    HttpStatus.NOT_FOUND,
                    "404",
                    "<h1>没有这个问题 · No such problem</h1><p><code>%s</code></p>%s"
                            .formatted(HtmlUtils.htmlEscape(slug), BACK));
        }
        return Html.page(HttpStatus.OK, page.title(), page.html() + BACK);
    }

    @OpenToAnyone
    @GetMapping("/problems")
    ResponseEntity<String> index() {
        return Html.page(
                HttpStatus.OK,
                "问题说明 · Problems",
                pages.entrySet().stream()
                        .map(page ->
                                "<li><a href=\"/problems/%s\">%s</a></li>"
                                        .formatted(page.getKey(), page.getValue().title()))
                        .collect(
                                Collectors.joining("\n", "<h1>问题说明 · Problems</h1><ul>", "</ul>")));
    }
}
