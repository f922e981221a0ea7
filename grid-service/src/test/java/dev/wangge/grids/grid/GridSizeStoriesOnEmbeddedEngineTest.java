package dev.wangge.grids.grid;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class GridSizeStoriesOnEmbeddedEngineTest extends GridSizeStories {}
