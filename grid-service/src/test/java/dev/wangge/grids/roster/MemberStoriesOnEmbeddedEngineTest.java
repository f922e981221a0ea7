package dev.wangge.grids.roster;

import dev.wangge.testing.OnEmbeddedEngine;

@OnEmbeddedEngine
class MemberStoriesOnEmbeddedEngineTest extends MemberStories {}
