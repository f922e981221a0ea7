package dev.wangge.grids;

import dev.wangge.testing.OnBestEngine;

@OnBestEngine
class KeyedRequestStoriesTest extends KeyedRequestStories {}
