package dev.wangge.grids.locate;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class NamedPlaceStoriesTest extends NamedPlaceStories {}
