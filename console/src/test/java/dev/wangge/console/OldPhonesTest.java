package dev.wangge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A phone with Android 8 has a WebView of 2017: one word that it cannot read, and the page stays
 * white. The desk has newer machines.
 */
class OldPhonesTest {
    private static final Map<String, Pattern> TOO_NEW =
            Map.of(
                    "optional chaining", Pattern.compile("\\?\\.(?!\\d)"),
                    "nullish coalescing", Pattern.compile("\\?\\?"),
                    "object spread", Pattern.compile("[{,]\\s*\\.\\.\\.[^}\\])]*}"),
                    "dynamic import", Pattern.compile("\\bimport\\s*\\("),
                    "catch without a name", Pattern.compile("\\bcatch\\s*\\{"),
                    "class field",
                            Pattern.compile(
                                    "\\bclass\\s[^{]*\\{\\s*[#\\w]+\\s*=|\\bstatic\\s+\\w+\\s*="),
                    "private name", Pattern.compile("[.\\s]#\\w"),
                    "logical assignment", Pattern.compile("(?:\\|\\||&&)="),
                    "newer method",
                            Pattern.compile(
                                    "\\.(?:flat|flatMap|at|replaceAll|finally|fromEntries|matchAll|replaceChildren|trimStart|trimEnd|allSettled|any|structuredClone)\\("),
                    "async iteration", Pattern.compile("\\bfor\\s+await\\b"));

    @Test
    void whatPhonesLoadIsWrittenForThem() {
        var modules = Sources.modules();
        assertThat(modules).containsKeys("lib/api.js", "field/main.js");

        modules.forEach((path, text) -> {
            if (path.startsWith("lib/") || path.startsWith("field/")) {
                TOO_NEW.forEach((name, pattern) ->
                        assertThat(Sources.syntax(text))
                                .as(path + ": " + name)
                                .doesNotContainPattern(pattern));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a?.b", "a ?? b", "x = {...a, b}", "x = { a, ...b }", "import('./x.js')",
                "try { } catch { }", "class A extends B {\n  count = 3;", "this.#x", "a ||= b",
                        "list.flatMap(f)"
            })
    void eachIsSeen(String newer) {
        assertThat(TOO_NEW.values()).anyMatch(pattern -> pattern.matcher(newer).find());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a ? .5 : 1",
                "f(...args)",
                "const x = 3;",
                "    this.count = 3;",
                "class A {\n  a() {\n    b = 3;",
                "  count = 3;",
                "'a?.b'",
                "// a ?? b",
                "/* a?.b */",
                "catch (e) {",
                "x = [...a, b]"
            })
    void nothingElseIs(String older) {
        assertThat(TOO_NEW.values())
                .noneMatch(pattern -> pattern.matcher(Sources.syntax(older)).find());
    }
}
