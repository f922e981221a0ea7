package dev.wangge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a page takes over the wire before it shows anything. */
class BudgetTest {
    private static final Pattern OWN_FILE =
            Pattern.compile("(?:src|href)=\"/console/\\{\\{version}}/([^\"{]+)\"");

    @ParameterizedTest
    @CsvSource({"desk,300", "field,60"})
    void aFirstViewStaysWithinItsBudget(String page, int kilobytes) {
        var parts = firstView(page);
        int sum = parts.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "%s: %d bytes in %d files of %d kB%n", page, sum, parts.size(), kilobytes);

        assertThat(parts).containsKey("vendor/preact/preact.module.js");
        assertThat(sum).as("gzipped bytes of %s", parts).isLessThanOrEqualTo(kilobytes * 1000);
    }

    @Test
    void whatAModuleImportsIsFound() {
        var modules =
                Map.of(
                        "a/one.js", "import './two.js';\nimport { x } from '../b/three.js';\n",
                        "a/two.js", "import {\n  a,\n  b\n} from './one.js';\nexport const t = 1;",
                        "b/three.js", "export { y } from \"./four.js\";\n",
                        "b/four.js", "export const from = 'nowhere';\nimport('./later.js');");

        assertThat(Imports.reachable("a/one.js", path -> Objects.requireNonNull(modules.get(path))))
                .containsExactlyInAnyOrder("a/one.js", "a/two.js", "b/three.js", "b/four.js");
        assertThatThrownBy(() -> Imports.reachable("a.js", _ -> "import x from 'preact';"))
                .hasMessageContaining("preact");
    }

    private static Map<String, Integer> firstView(String page) {
        var shell = Sources.read(page + "/index.html");
        var paths = new LinkedHashSet<String>();
        OWN_FILE.matcher(shell)
                .results()
                .map(it -> it.group(1))
                .forEach(path -> {
                    if (path.endsWith(".js")) {
                        paths.addAll(Imports.reachable(path, Sources::read));
                    } else {
                        paths.add(path);
                    }
                });
        var sizes = new LinkedHashMap<String, Integer>();
        sizes.put(page + "/index.html", zipped(shell.getBytes(StandardCharsets.UTF_8)));
        paths.forEach(path -> sizes.put(path, zipped(Sources.bytes(path))));
        sizes.put("words", words(page));
        return sizes;
    }

    /** Of the language that needs most. */
    private static int words(String page) {
        int most = 0;
        for (var language : Dictionaries.LANGUAGES) {
            var slice = new LinkedHashMap<String, String>();
            for (var name : new String[] {"common", page}) {
                JsonMapper.shared()
                        .readValue(
                                Sources.read("words/" + name + ".json"),
                                new TypeReference<Map<String, Map<String, String>>>() {})
                        .forEach((key, texts) -> slice.put(key, texts.get(language)));
            }
            most = Math.max(most, zipped(JsonMapper.shared().writeValueAsBytes(slice)));
        }
        return most;
    }

    private static int zipped(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.size();
    }
}
