package dev.wangge.cases;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class WatchStoriesOnEmbeddedEngineTest extends WatchStories {}
