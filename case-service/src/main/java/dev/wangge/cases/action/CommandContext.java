package dev.wangge.cases.action;

import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.Actor;
import java.time.Instant;

/** In which an action is decided: by whom, by which rules, when. */
public record CommandContext(Actor actor, Rulebook rules, Instant now) {}
