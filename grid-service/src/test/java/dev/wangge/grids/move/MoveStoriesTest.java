package dev.wangge.grids.move;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class MoveStoriesTest extends MoveStories {}
