package dev.wangge.grids.period;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class ChaseStoriesTest extends ChaseStories {}
