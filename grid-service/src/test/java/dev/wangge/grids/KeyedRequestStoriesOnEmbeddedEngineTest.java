package dev.wangge.grids;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class KeyedRequestStoriesOnEmbeddedEngineTest extends KeyedRequestStories {}
