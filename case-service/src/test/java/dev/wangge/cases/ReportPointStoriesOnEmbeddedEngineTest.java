package dev.wangge.cases;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class ReportPointStoriesOnEmbeddedEngineTest extends ReportPointStories {}
