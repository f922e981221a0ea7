package dev.wangge.cases.ruleset;

import dev.wangge.platform.web.StrictBodies;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Documents as JSON: the same document is the same text. */
final class RuleBodies {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final StrictBodies bodies = new StrictBodies();

    String written(Record body) {
        return JSON.writeValueAsString(body);
    }

    <B extends Record> B read(RuleSet<B, ?> set, String body) {
        return bodies.read(body.getBytes(StandardCharsets.UTF_8), set.form().body());
    }
}
