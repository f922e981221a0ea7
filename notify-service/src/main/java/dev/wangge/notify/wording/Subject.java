package dev.wangge.notify.wording;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is about, as its wording needs it. No names of people, no free text.
 *
 * @param values what its texts may name besides place and due, said alike in every language
 * @param terms what else its texts may name, by the key of a text that says it in each language
 * @param place a grid's or a division's name
 * @param due by when it is to be done; null where nothing is due
 */
public record Subject(
        Map<String, String> values,
        Map<String, String> terms,
        String place,
        @Nullable Instant due) {}
