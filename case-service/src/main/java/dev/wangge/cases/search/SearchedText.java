package dev.wangge.cases.search;

import dev.wangge.cases.life.Case;
import dev.wangge.platform.event.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One text of a case that words are looked for in: whoever sees the case reads it in its timeline.
 *
 * @param field what it is: title, description, address, reply, result, note, question, answer,
 *     comment or reason
 */
record SearchedText(String field, String text) {
    static final String TITLE = "title";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Code units of what one case says; of one that says more, what was said first. */
    private static final int MOST = 200_000;

    /** Those of a case that was folded, in the order in which they were said. */
    static List<SearchedText> of(Case it) {
        var said = it.facts().stream().flatMap(SearchedText::digests).toList();
        // Of a case that has many, some lie elsewhere: they are read together.
        it.texts().fetch(said.stream().map(SearchedText::text).toList());
        var texts = new ArrayList<SearchedText>();
        int length = 0;
        for (var one : said) {
            var text = it.texts().text(one.text());
            // What was forgotten is not there any more.
            if (text != null && length < MOST) {
                var kept = text.substring(0, Math.min(text.length(), MOST - length));
                texts.add(new SearchedText(one.field(), kept));
                length += kept.length();
            }
        }
        return texts;
    }

    private static Stream<SearchedText> digests(Fact fact) {
        return JSON.readTree(fact.data()).properties().stream()
                .filter(it -> isDigest(it.getValue()))
                .map(it ->
                        new SearchedText(
                                field(fact.type(), it.getKey()), it.getValue().asString()));
    }

    private static boolean isDigest(JsonNode value) {
        return value.isString() && value.asString().startsWith("sha256:");
    }

    private static String field(String type, String name) {
        return switch (type) {
            case "wangge.case.reported.v1", "wangge.case.amended.v1" -> name;
            case "wangge.case.replied.v1" -> "reply";
            case "wangge.case.handled.v1",
                    "wangge.case.settled.v1",
                    "wangge.case.part-finished.v1",
                    "wangge.case.closed.v1" ->
                    "result";
            case "wangge.case.noted.v1" -> "note";
            case "wangge.case.asked.v1", "wangge.case.forwarded.v1" -> "question";
            case "wangge.case.answered.v1" -> "answer";
            case "wangge.case.rated.v1" -> "comment";
            default -> "reason";
        };
    }
}
