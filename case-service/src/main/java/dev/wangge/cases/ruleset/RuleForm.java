package dev.wangge.cases.ruleset;

/**
 * What a set's documents look like.
 *
 * @param name as it is spelled in addresses, and in what a case keeps
 * @param change what a request to set it says
 * @param builtIn version 0: by this is decided where nobody set anything
 */
public record RuleForm<B extends Record>(
        String name, Class<B> body, Class<? extends RuleChange<B>> change, B builtIn) {}
