package dev.wangge.gateway.console;

import dev.wangge.console.Imports;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The pages that load all else, and what a phone keeps of them: texts with <code>{{names}}</code>
 * that stand for the version, the language, words, and lists of files.
 */
@Component
class Shells {
    private static final Pattern NAME = Pattern.compile("\\{\\{([a-z.:-]+)}}");
    private static final Pattern OWN_FILE =
            Pattern.compile("(?:src|href)=\"/console/\\{\\{version}}/([^\"{]+)\"");

    private final ConsoleFiles files;
    private final Map<String, PreparedFile> made = new ConcurrentHashMap<>();

    Shells(ConsoleFiles files) {
        this.files = files;
    }

    /**
     * A page's file in a language.
     *
     * @param path such as {@code desk/index.html}
     * @param type {@code large} where somebody asked for large letters, else empty
     */
    PreparedFile shown(String path, String language, String type) {
        return made.computeIfAbsent(
                path + " " + language + " " + type, _ -> make(path, language, type));
    }

    private PreparedFile make(String path, String language, String type) {
        var page = path.substring(0, path.indexOf('/'));
        var said = files.said(page, language);
        var filled =
                NAME.matcher(files.text(path))
                        .replaceAll(found ->
                                Matcher.quoteReplacement(
                                        value(found.group(1), page, language, type, said)));
        return PreparedFile.of(path, filled.getBytes(StandardCharsets.UTF_8));
    }

    private String value(
            String name, String page, String language, String type, Map<String, String> said) {
        return switch (name) {
            case "version" -> files.version();
            case "language" -> language;
            case "type" -> type;
            case "words" -> address(ConsoleFiles.words(page, language));
            case "modules" -> preloads(page);
            case "files" -> kept(page);
            default -> HtmlUtils.htmlEscape(said.getOrDefault(name.replaceFirst("^w:", ""), name));
        };
    }

    /** So that a browser asks for all modules at once, not for one level after another. */
    private String preloads(String page) {
        return modules(page).stream()
                .map(path -> "<link rel=\"modulepreload\" href=\"%s\">".formatted(address(path)))
                .collect(Collectors.joining("\n"));
    }

    /** What a page needs without network, as a JSON list of addresses. */
    private String kept(String page) {
        var paths = new LinkedHashSet<>(modules(page));
        paths.addAll(named(page));
        files.in(page + "/").stream()
                .filter(path -> files.find(path).isPresent())
                .filter(path -> !path.endsWith("/sw.js") && !path.endsWith(".webmanifest"))
                // What is fetched later stands on modules that nothing before it asked for.
                .flatMap(path ->
                        path.endsWith(".js")
                                ? Imports.reachable(path, files::text).stream()
                                : Stream.of(path))
                .forEach(paths::add);
        Words.LANGUAGES.forEach(language -> paths.add(ConsoleFiles.words(page, language)));
        return paths.stream()
                .map(path -> "\"" + address(path) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private Set<String> modules(String page) {
        return named(page).stream()
                .filter(path -> path.endsWith(".js"))
                .flatMap(path -> Imports.reachable(path, files::text).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The files that a shell names itself. */
    private List<String> named(String page) {
        return OWN_FILE.matcher(files.text(page + "/index.html"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String address(String path) {
        return "/console/" + files.version() + "/" + path;
    }
}
