package dev.wangge.cases;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class ConfidenceStoriesOnEmbeddedEngineTest extends ConfidenceStories {}
