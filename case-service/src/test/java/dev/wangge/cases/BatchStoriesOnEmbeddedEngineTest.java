package dev.wangge.cases;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class BatchStoriesOnEmbeddedEngineTest extends BatchStories {}
