package dev.wangge.cases.ruleset;

/**
 * The rules of one set by which is decided.
 *
 * @param name of the version, as a case keeps it: {@code limits:540328@3}; empty of what is built
 *     in
 */
public record Decided<R>(String name, R rules) {}
