package dev.wangge.notify;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class ToldStoriesOnEmbeddedEngineTest extends ToldStories {}
