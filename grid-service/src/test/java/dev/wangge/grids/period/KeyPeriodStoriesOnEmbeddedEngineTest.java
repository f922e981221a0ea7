package dev.wangge.grids.period;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class KeyPeriodStoriesOnEmbeddedEngineTest extends KeyPeriodStories {}
