package dev.wangge.grids.grid;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class GridSizeStoriesTest extends GridSizeStories {}
