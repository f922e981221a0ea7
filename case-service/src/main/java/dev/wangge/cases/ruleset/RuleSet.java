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
    /** As it is spelled in addresses, and in what a case keeps. */
    String name();

    Class<B> body();

    /** What a request to set it says. */
    Class<? extends RuleChange<B>> change();

    /** Version 0: by this is decided where nobody set anything. */
    B builtIn();

    /**
     * What is wrong with a document that is complete: nothing when it can be set.
     *
     * @param division for which it is to be set
     */
    List<Finding> check(B body, String division);

    /** What decides by a document that was checked. */
    R rules(B body);
}
