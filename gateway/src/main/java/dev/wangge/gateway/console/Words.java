package dev.wangge.gateway.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Dictionaries of three languages, and of each the slice that one page needs. */
final class Words {
    static final List<String> LANGUAGES = List.of("zh", "bo", "en");

    private static final JsonMapper JSON = JsonMapper.shared();

    private Words() {}

    /**
     * What a page says in one language.
     *
     * @param dictionaries key to language to text; of two that have a key the last one counts
     */
    static Map<String, String> slice(String language, List<byte[]> dictionaries) {
        var slice = new LinkedHashMap<String, String>();
        for (var dictionary : dictionaries) {
            JSON.readValue(dictionary, new TypeReference<Map<String, Map<String, String>>>() {})
                    .forEach((key, texts) -> slice.put(key, texts.getOrDefault(language, key)));
        }
        return slice;
    }

    static byte[] json(Map<String, String> slice) {
        return JSON.writeValueAsBytes(slice);
    }
}
