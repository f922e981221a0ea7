package dev.wangge.grids.period;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class FilingStoriesOnEmbeddedEngineTest extends FilingStories {}
