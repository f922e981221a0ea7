package dev.wangge.cases.ruleset;

import java.util.List;

/**
 * One subject on which a division may have rules of its own.
 *
 * @param <B> the document, as it is set and shown: a record whose fields say in {@code @Schema}
 *     what is required
 * @param <R> what decides by it
 */
public interface RuleSet<B extends Record, R> {
    RuleForm<B> form();

    default String name() {
        return form().name();
    }

    default B builtIn() {
        return form().builtIn();
    }

    /**
     * What is wrong with a document that is complete: nothing when it can be set.
     *
     * @param there where it is to be set
     */
    default List<Finding> check(B body, Setting there) {
        return List.of();
    }

    /** What decides by a document that was checked. */
    R rules(B body);
}
