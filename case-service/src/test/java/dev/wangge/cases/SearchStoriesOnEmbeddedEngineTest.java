package dev.wangge.cases;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class SearchStoriesOnEmbeddedEngineTest extends SearchStories {}
