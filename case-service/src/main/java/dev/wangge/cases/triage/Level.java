package dev.wangge.cases.triage;

import dev.wangge.contracts.cases.v1.Tier;

/**
 * A tier, and the rule that decided it.
 *
 * @param rule the name of its row
 */
public record Level(Tier tier, String rule) {}
