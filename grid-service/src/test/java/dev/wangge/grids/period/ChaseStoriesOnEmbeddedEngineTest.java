package dev.wangge.grids.period;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class ChaseStoriesOnEmbeddedEngineTest extends ChaseStories {}
