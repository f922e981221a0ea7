package dev.wangge.notify;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class AlertStoriesOnEmbeddedEngineTest extends AlertStories {}
