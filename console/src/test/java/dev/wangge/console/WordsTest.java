package dev.wangge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A page says everything in three languages, and nothing is translated that nobody says. */
class WordsTest {
    private static final Pattern SAID = Pattern.compile("\\bw\\(\\s*'([^']+)'");
    private static final Pattern CHOSEN =
            Pattern.compile("\\bw\\([^'()]*\\?\\s*'([^']+)'\\s*:\\s*'([^']+)'");
    private static final Pattern IN_SHELL = Pattern.compile("\\{\\{w:([^}]+)}}");

    /** What the API says, such as a status: {@code named('status.', case.status)}. */
    private static final Pattern FAMILY = Pattern.compile("\\b(?:named|wordFor)\\(\\s*'([^']+)'");

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern TIBETAN = Pattern.compile("\\p{IsTibetan}");

    @Test
    void everyTextIsThereInThreeLanguages() {
        Dictionaries.all()
                .forEach((name, dictionary) ->
                        dictionary.forEach((key, texts) -> {
                            assertThat(texts.keySet())
                                    .as("%s: %s", name, key)
                                    .containsExactlyInAnyOrderElementsOf(Dictionaries.LANGUAGES);
                            assertThat(texts.values()).as(key).noneMatch(String::isBlank);
                            assertThat(texts.values().stream().map(WordsTest::places).distinct())
                                    .as("%s: what is put into %s", name, key)
                                    .hasSize(1);
                        }));
    }

    @Test
    void tibetanIsTibetan() {
        Dictionaries.all()
                .values()
                .forEach(dictionary ->
                        dictionary.forEach((key, texts) -> {
                            assertThat(texts.get("bo")).as(key).containsPattern(TIBETAN);
                            assertThat(texts.get("bo"))
                                    .as(
                                            "%s: a tsheg stands between syllables, not before a shad, but after nga",
                                            key)
                                    .doesNotContainPattern("(?<!ང)་།");
                        }));
    }

    /** Of one page, or common to all: a page's own would hide what is common. */
    @Test
    void nothingCommonIsSaidAnew() {
        var all = Dictionaries.all();
        var common = new TreeSet<String>();
        all.forEach((name, dictionary) -> {
            if (name.equals("common")) {
                common.addAll(dictionary.keySet());
            }
        });
        assertThat(common).contains("page.sign-in");
        all.forEach((name, dictionary) -> {
            if (!name.equals("common")) {
                assertThat(dictionary.keySet()).as(name).doesNotContainAnyElementsOf(common);
            }
        });
    }

    @Test
    void whatPagesSayIsInTheirDictionary() {
        var all = Dictionaries.all();
        var everywhere = said("");
        assertThat(everywhere).contains("desk.name", "field.name", "time.late");
        for (var page : Set.of("desk", "field")) {
            var known = new TreeSet<String>();
            all.forEach((name, dictionary) -> {
                if (name.equals("common") || name.equals(page)) {
                    known.addAll(dictionary.keySet());
                }
            });
            assertThat(known).as(page).containsAll(said(page + "/")).containsAll(said("lib/"));
        }
    }

    @Test
    void whatIsInADictionaryIsSaid() {
        var said = said("");
        var families = families();
        var unsaid = new TreeSet<String>();
        Dictionaries.all()
                .forEach((name, dictionary) ->
                        dictionary.keySet().stream()
                                .filter(key -> !said.contains(key))
                                .filter(key -> families.stream().noneMatch(key::startsWith))
                                .forEach(key -> unsaid.add(name + ": " + key)));

        assertThat(unsaid).isEmpty();
    }

    private static Set<String> said(String under) {
        var said = new TreeSet<String>();
        Sources.modules()
                .forEach((path, text) -> {
                    if (path.startsWith(under)) {
                        SAID.matcher(text).results().forEach(it -> said.add(it.group(1)));
                        CHOSEN.matcher(text)
                                .results()
                                .forEach(it -> {
                                    said.add(it.group(1));
                                    said.add(it.group(2));
                                });
                    }
                });
        for (var shell :
                Set.of("desk/index.html", "field/index.html", "field/manifest.webmanifest")) {
            if (shell.startsWith(under)) {
                IN_SHELL.matcher(Sources.read(shell))
                        .results()
                        .forEach(it -> said.add(it.group(1)));
            }
        }
        return said;
    }

    private static Set<String> families() {
        return Sources.modules().values().stream()
                .flatMap(text -> FAMILY.matcher(text).results().map(it -> it.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(it -> it.group())
                .distinct()
                .sorted()
                .collect(Collectors.joining());
    }
}
