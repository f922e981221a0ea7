package dev.wangge.grids.roster;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class AssignmentStoriesOnEmbeddedEngineTest extends AssignmentStories {}
