package dev.wangge.notify;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class PushedStoriesOnEmbeddedEngineTest extends PushedStories {}
