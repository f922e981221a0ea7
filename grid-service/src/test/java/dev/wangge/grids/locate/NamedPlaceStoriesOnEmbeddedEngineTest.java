package dev.wangge.grids.locate;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class NamedPlaceStoriesOnEmbeddedEngineTest extends NamedPlaceStories {}
