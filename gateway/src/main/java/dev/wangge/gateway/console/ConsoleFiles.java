package dev.wangge.gateway.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * All files of the pages, held in memory. Their version is one over all of them: it stands in their
 * address, so that what a module imports by a relative path is of the same version as itself.
 */
@Component
class ConsoleFiles {
    private static final String ROOT = "/console/";

    private final Map<String, byte[]> sources = new TreeMap<>();
    private final Map<String, Map<String, String>> words = new HashMap<>();
    private final Map<String, PreparedFile> prepared = new HashMap<>();
    private final String version;

    ConsoleFiles() {
        try {
            for (var found :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath:console/**")) {
                var url = found.getURL().toString();
                var path = url.substring(url.lastIndexOf(ROOT) + ROOT.length());
                if (found.isReadable() && !path.isEmpty() && !path.endsWith("/")) {
                    sources.put(path, found.getContentAsByteArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.version = hash();
        for (var page : List.of("desk", "field")) {
            for (var language : Words.LANGUAGES) {
                var slice =
                        Words.slice(
                                language,
                                List.of(
                                        source("words/common.json"),
                                        source("words/" + page + ".json")));
                words.put(page + "." + language, slice);
                var path = words(page, language);
                prepared.put(path, PreparedFile.of(path, Words.json(slice)));
            }
        }
        sources.forEach((path, bytes) -> {
            if (!path.startsWith("words/") && !path.endsWith(".html")) {
                prepared.put(path, PreparedFile.of(path, Modules.sent(path, bytes)));
            }
        });
    }

    /** Sixteen hexadecimal digits that differ when any file does. */
    String version() {
        return version;
    }

    /** A file as it is sent, by its path below the version. */
    Optional<PreparedFile> find(String path) {
        return Optional.ofNullable(prepared.get(path));
    }

    /** What a file says, before anything is done to it. */
    String text(String path) {
        return new String(source(path), StandardCharsets.UTF_8);
    }

    /** The path of what a page says in a language. */
    static String words(String page, String language) {
        return "words/" + page + "." + language + ".json";
    }

    /** What a page says in a language. */
    Map<String, String> said(String page, String language) {
        return Objects.requireNonNull(words.get(page + "." + language));
    }

    /** The paths of all files in a directory. */
    List<String> in(String directory) {
        return sources.keySet().stream().filter(path -> path.startsWith(directory)).toList();
    }

    private byte[] source(String path) {
        return Objects.requireNonNull(sources.get(path), path);
    }

    private String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            sources.forEach((path, bytes) -> {
                digest.update(path.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
