package dev.wangge.console;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the pages say: dictionary to key to language to text. */
final class Dictionaries {
    static final List<String> LANGUAGES = List.of("zh", "bo", "en");
    static final List<String> NAMES = List.of("common", "desk", "field");

    private Dictionaries() {}

    static Map<String, Map<String, Map<String, String>>> all() {
        var all = new TreeMap<String, Map<String, Map<String, String>>>();
        NAMES.forEach(name ->
                all.put(
                        name,
                        JsonMapper.shared()
                                .readValue(
                                        Sources.read("words/" + name + ".json"),
                                        new TypeReference<Map<String, Map<String, String>>>() {})));
        return all;
    }
}
