package dev.wangge.grids.move;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class MoveRefusalStoriesOnEmbeddedEngineTest extends MoveRefusalStories {}
