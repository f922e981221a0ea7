package dev.wangge.cases;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class RuleStoriesOnEmbeddedEngineTest extends RuleStories {}
